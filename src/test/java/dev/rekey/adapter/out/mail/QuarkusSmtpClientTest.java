package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.SmtpSink;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(AllFeatures.class)
@Timeout(90)
class QuarkusSmtpClientTest {
  private static final int CONNECTIONS = 10;

  @Inject Vertx vertx;
  @Inject io.vertx.mutiny.core.Vertx mutinyVertx;
  @Inject TlsConfigurationRegistry tls;

  @Test
  void noGreetingIsLostHoweverManyThreadsOpenConnectionsAtOnce() throws Exception {
    try (SmtpSink sink = SmtpSink.start()) {
      QuarkusSmtpClient client = client(sink.port(), Duration.ofSeconds(30));
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
      QuarkusSmtpClient client = client(silent.getLocalPort(), Duration.ofSeconds(1));
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
      QuarkusSmtpClient client = client(full.getLocalPort(), Duration.ofSeconds(3));

      assertThatThrownBy(() -> client.send(mail()).get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ConnectException.class);

      client.close();
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  /// Nobody else gets as far as a connection any more.
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

  private QuarkusSmtpClient client(int port, Duration silence) {
    MailersRuntimeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(MailersRuntimeConfig.class)
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "quarkus.mailer.host",
                        "localhost",
                        "quarkus.mailer.port",
                        Integer.toString(port),
                        "quarkus.mailer.max-pool-size",
                        Integer.toString(CONNECTIONS),
                        "quarkus.mailer.mock",
                        "false"),
                    "test",
                    500))
            .build()
            .getConfigMapping(MailersRuntimeConfig.class);
    return new QuarkusSmtpClient(vertx, mutinyVertx, config, LaunchMode.NORMAL, tls, silence);
  }

  private static Mail mail() {
    return Mail.withText("maria@example.com", "New password", "A link").setFrom("shop@example.com");
  }
}
