package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.SmtpSink;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(AllFeatures.class)
@Timeout(90)
class VertxSmtpClientTest {
  private static final int CONNECTIONS = 10;

  @Inject Vertx vertx;
  @Inject TlsConfigurationRegistry tls;

  @Test
  void noGreetingIsLostHoweverManyThreadsOpenConnectionsAtOnce() throws Exception {
    try (SmtpSink sink = SmtpSink.start()) {
      VertxSmtpClient client = client(sink.port(), Duration.ofSeconds(30));
      try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
        List<Future<Boolean>> sent = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
          sent.add(
              senders.submit(() -> {
                client.send(mail()).get(10, TimeUnit.SECONDS);
                return true;
              }));
        }
        for (Future<Boolean> one : sent) {
          assertThat(one.get()).isTrue();
        }
      } finally {
        client.close();
      }
      assertThat(sink.messages()).isEqualTo(3000);
    }
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndItsConnectionsAreFreeAgain() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout(20_000);
      VertxSmtpClient client = client(silent.getLocalPort(), Duration.ofSeconds(1));
      for (int round = 0; round < 2; round++) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          sent.add(client.send(mail()));
        }
        // each round reaches the server, so that no connection of the one before is still taken
        for (int i = 0; i < CONNECTIONS; i++) {
          silent.accept();
        }
        for (CompletableFuture<Void> one : sent) {
          assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS))
              .isInstanceOf(ExecutionException.class);
        }
      }
      client.close();
    }
  }

  @Test
  void aServerThatIsNotThereIsKnownNotToHaveTheLetter() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = fill(full);
      VertxSmtpClient client = client(full.getLocalPort(), Duration.ofSeconds(3));

      assertThatThrownBy(() -> client.send(mail()).get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ConnectException.class);

      client.close();
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  /// No other caller gets a connection.
  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    while (true) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 1000);
      } catch (SocketTimeoutException full) {
        return waiting;
      }
    }
  }

  @Test
  void theAccountAndTheTrustedCertificatesAreThoseOfTheSettings() throws Exception {
    tls.register("mail-of-test", new TrustingEverything());
    ServerSetup smtps = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTPS);
    GreenMail server = new GreenMail(smtps).withConfiguration(withUser("shop", "right"));
    server.start();
    try {
      Map<String, String> settings =
          Map.of("username", "shop", "password", "right", "login", "required");
      String port = Integer.toString(server.getSmtps().getPort());

      assertThat(outcome(port, settings, Map.of("tls-configuration-name", "mail-of-test")))
          .isNull();
      assertThat(
              outcome(
                  port,
                  settings,
                  Map.of("tls-configuration-name", "mail-of-test", "password", "wrong")))
          .hasMessageContaining("535");
      assertThat(outcome(port, settings, Map.of("tls", "true")))
          .isInstanceOf(SSLHandshakeException.class);
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerWithoutEncryptionIsRejectedIfItIsRequired() throws Exception {
    try (SmtpSink sink = SmtpSink.start()) {
      String port = Integer.toString(sink.port());

      assertThat(outcome(port, Map.of("start-tls", "REQUIRED"), Map.of()))
          .hasMessageContaining("STARTTLS");
      assertThat(outcome(port, Map.of("bounce-address", "bounces@shop.example"), Map.of()))
          .isNull();
      assertThat(sink.messages()).isEqualTo(1);
    }
  }

  private static GreenMailConfiguration withUser(String name, String password) {
    return GreenMailConfiguration.aConfig().withUser("shop@example.com", name, password);
  }

  /// The failure of a mail with these settings; null if the server accepted it.
  private @Nullable Throwable outcome(
      String port, Map<String, String> settings, Map<String, String> more) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    all.put("port", port);
    VertxSmtpClient client = new VertxSmtpClient(vertx, settings(all), tls, Duration.ofSeconds(10));
    try {
      client.send(mail()).get(20, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException failure) {
      return failure.getCause();
    } finally {
      client.close();
    }
  }

  private VertxSmtpClient client(int port, Duration silence) {
    Map<String, String> settings =
        Map.of("port", Integer.toString(port), "max-pool-size", Integer.toString(CONNECTIONS));
    return new VertxSmtpClient(vertx, settings(settings), tls, silence);
  }

  private static SmtpSettings settings(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.mailer.host", "localhost");
    settings.forEach((name, value) -> properties.put("quarkus.mailer." + name, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(SmtpSettings.class)
        .withSources(new PropertiesConfigSource(properties, "test", 500))
        .build()
        .getConfigMapping(SmtpSettings.class);
  }

  private static MailMessage mail() {
    return new MailMessage("shop@example.com", "maria@example.com", "New password", "A link");
  }

  private static final class TrustingEverything extends BaseTlsConfiguration {
    @Override
    public boolean isTrustAll() {
      return true;
    }
  }
}
