package dev.rekey.adapter.out.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.rekey.adapter.out.http.GuardedHttpClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls to servers that do as they like.
class GuardedHttpClientTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String PASSWORD = "changeit";

  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private @Nullable HttpServer server;

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    if (server != null) {
      server.stop(0);
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aCallIsSentAndAnswered() throws IOException {
    URI to = serve(exchange -> answer(exchange, 202, "taken"));

    assertThat(post(to, "127.0.0.1")).isEqualTo(new Answer.Received(202, "taken"));
    assertThat(seen).containsExactly("POST /events?a=b Bearer abc body");
  }

  // 303 is what a client that follows would follow after a POST
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void nobodyIsFollowedAnywhere(int status) throws IOException {
    URI to =
        serve(exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          answer(exchange, status, "");
        });

    assertThat(post(to, "127.0.0.1")).isEqualTo(new Answer.Received(status, ""));
    assertThat(seen).hasSize(1);
  }

  @Test
  void anAddressThatIsNotListedIsNotConnectedTo() throws IOException {
    URI to = serve(exchange -> answer(exchange, 202, ""));

    assertThat(post(to, "receiver.example"))
        .isEqualTo(new Answer.Refused(OutboundAddressPolicy.Reason.NOT_LISTED));
    assertThat(seen).isEmpty();
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws IOException {
    URI to = serve(exchange -> await());

    assertThat(post(to, Duration.ofSeconds(3), "127.0.0.1")).isInstanceOf(Answer.Failed.class);
    assertThat(seen).hasSize(1);
  }

  @Test
  void aServerThatAnswersDropByDropIsGivenUp() throws IOException {
    URI to =
        serve(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (!end.await(50, TimeUnit.MILLISECONDS)) {
            body.write('x');
            body.flush();
          }
        });

    assertThat(post(to, Duration.ofMillis(500), "127.0.0.1"))
        .isEqualTo(new Answer.Failed("no answer in time"));
  }

  @Test
  void aServerThatAnswersWithoutEndIsReadToALimit() throws IOException {
    URI to =
        serve(exchange -> {
          exchange.sendResponseHeaders(400, 0);
          byte[] part = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);
          while (end.getCount() > 0) {
            exchange.getResponseBody().write(part);
          }
        });

    assertThat(post(to, "127.0.0.1"))
        .isEqualTo(new Answer.Received(400, "x".repeat(GuardedHttpClient.MAX_RESPONSE_LENGTH)));
  }

  @Test
  void whereNobodyListensTheCallFails() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(post(URI.create("http://127.0.0.1:" + port + "/"), "127.0.0.1"))
        .isInstanceOf(Answer.Failed.class);
  }

  /// The name is looked up once: what it stands for afterwards does not matter.
  @Test
  void theAddressThatWasLookedAtIsTheOneThatIsCalled(@TempDir Path folder) throws Exception {
    URI to = serveTls(folder, "receiver.example");

    assertThat(postTls(to, folder)).isEqualTo(new Answer.Received(202, ""));
    assertThat(seen).containsExactly("POST /events?a=b Bearer abc body", "receiver.example");
  }

  @Test
  void aCertificateForAnotherNameIsRefused(@TempDir Path folder) throws Exception {
    URI to = serveTls(folder, "other.example");

    assertThat(postTls(to, folder)).isInstanceOf(Answer.Failed.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
    URI to = serveTls(folder, "receiver.example");

    assertThat(postTls(to, null)).isInstanceOf(Answer.Failed.class);
    assertThat(seen).isEmpty();
  }

  private Answer post(URI to, String... listed) {
    return post(to, DEADLINE, listed);
  }

  private Answer post(URI to, Duration deadline, String... listed) {
    try (GuardedHttpClient http =
        new GuardedHttpClient(vertx, OutboundAddressPolicy.of(List.of(listed)), null)) {
      return call(http, to, deadline);
    }
  }

  private Answer postTls(URI to, @Nullable Path folder) {
    OutboundAddressPolicy addresses =
        OutboundAddressPolicy.of(
            List.of("receiver.example:" + to.getPort(), "127.0.0.1"),
            _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
    TrustOptions trust =
        folder == null
            ? null
            : new PfxOptions().setPath(store(folder).toString()).setPassword(PASSWORD);
    try (GuardedHttpClient http = new GuardedHttpClient(vertx, addresses, trust)) {
      return call(http, to, DEADLINE);
    }
  }

  private static Answer call(GuardedHttpClient http, URI to, Duration deadline) {
    return http.post(
        to,
        Map.of("Authorization", "Bearer abc"),
        "body".getBytes(StandardCharsets.US_ASCII),
        deadline);
  }

  private URI serve(Behaviour behaviour) throws IOException {
    HttpServer plain = HttpServer.create(loopback(), 0);
    start(plain, behaviour);
    return URI.create("http://127.0.0.1:" + plain.getAddress().getPort() + "/events?a=b");
  }

  private URI serveTls(Path folder, String name) throws Exception {
    makeCertificate(folder, name);
    KeyStore keys = KeyStore.getInstance(store(folder).toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer secure = HttpsServer.create(loopback(), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(context));
    start(
        secure,
        exchange -> {
          ExtendedSSLSession session =
              (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
          seen.add(((SNIHostName) session.getRequestedServerNames().getFirst()).getAsciiName());
          answer(exchange, 202, "");
        });
    return URI.create("https://receiver.example:" + secure.getAddress().getPort() + "/events?a=b");
  }

  private void start(HttpServer started, Behaviour behaviour) {
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
          seen.add(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  body));
          try {
            behaviour.answer(exchange);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    started.start();
    server = started;
  }

  private void await() throws InterruptedException {
    end.await();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Path store(Path folder) {
    return folder.resolve("server.p12");
  }

  private static void makeCertificate(Path folder, String name) throws Exception {
    Path log = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-keystore",
                store(folder).toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(() -> read(log)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /// What a server does with a call.
  @FunctionalInterface
  private interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }
}
