package dev.rekey.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// An authorization server that takes Global Token Revocations, over real HTTP, and answers what a
/// test tells it to.
public final class TokenStoreServer implements QuarkusTestResourceLifecycleManager {
  public static final String BEARER = "a-secret-of-ours";

  /// Instead of a status: no answer at all, until the end.
  public static final int HANGS = -1;

  private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
  private static volatile int status = 204;

  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;

  /// A call as it came.
  public record Call(String method, String path, String authorization, String type, String body) {}

  public TokenStoreServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
  }

  /// Answers this from now on.
  public static void answers(int next) {
    status = next;
  }

  /// What was called, oldest first.
  public static List<Call> calls() {
    return List.copyOf(CALLS);
  }

  /// Where it is.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/revoke?tenant=1");
  }

  @Override
  public Map<String, String> start() {
    CALLS.clear();
    status = 204;
    server.start();
    return Map.of(
        "rekey.token-stores.erp.url",
        url().toString(),
        "rekey.token-stores.erp.bearer-token",
        BEARER,
        "rekey.token-stores.erp.deadline",
        "PT30S",
        "rekey.token-store-networks",
        "127.0.0.1");
  }

  @Override
  public void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    CALLS.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            header(exchange, "Authorization"),
            header(exchange, "Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    int now = status;
    if (now == HANGS) {
      try {
        end.await();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    } else {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(now, -1);
    }
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }
}
