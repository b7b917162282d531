package dev.rekey.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that gives out public keys (JWKS), or fails to in all the ways that there are.
public final class KeyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Answer answer = Answer.KEYS;
  private volatile String keys = "{\"keys\":[]}";

  /// What it does when it is asked.
  public enum Answer {
    KEYS,
    ERROR,
    NO_JSON,
    REDIRECT,
    HUGE,
    HANGS_BEFORE_HEADERS,
    HANGS_IN_THE_BODY
  }

  private KeyServer(HttpServer server) {
    this.server = server;
  }

  public static KeyServer start() {
    try {
      KeyServer started =
          new KeyServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      started.server.createContext("/keys", started::answer);
      started.server.createContext("/elsewhere", started::keys);
      started.server.setExecutor(started.threads);
      started.server.start();
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/keys");
  }

  /// What it gives out from now on.
  public void give(String jwks) {
    keys = jwks;
  }

  public void does(Answer what) {
    answer = what;
  }

  /// How often it was asked.
  public int questions() {
    return questions.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    switch (answer) {
      case KEYS -> keys(exchange);
      case ERROR -> send(exchange, 500, keys);
      case NO_JSON -> send(exchange, 200, "<html></html>");
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        send(exchange, 302, "");
      }
      case HUGE -> send(exchange, 200, keys + " ".repeat(1 << 20));
      case HANGS_BEFORE_HEADERS -> hang();
      case HANGS_IN_THE_BODY -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        hang();
      }
    }
    exchange.close();
  }

  private void keys(HttpExchange exchange) throws IOException {
    send(exchange, 200, keys);
    exchange.close();
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
  }
}
