package dev.rekey.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line to a server on which pages arrive in two parts: all but the last words at once, and these
/// when they are let through. What is no page arrives as ever.
public final class SlowLine implements AutoCloseable {
  private static final Pattern WORDS = Pattern.compile("(?<=>)[^<>]*\\S[^<>]*(?=</)");
  private static final String LANGUAGE = "Accept-Language";

  private final URI server;
  private final UnaryOperator<String> change;
  private final HttpServer line;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch through = new CountDownLatch(1);

  private SlowLine(URI server, UnaryOperator<String> change, HttpServer line) {
    this.server = server;
    this.change = change;
    this.line = line;
  }

  /// A line to `server` that changes the pages that come over it.
  public static SlowLine to(URI server, UnaryOperator<String> change) {
    try {
      SlowLine started =
          new SlowLine(
              server,
              change,
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      started.line.createContext("/", started::carry);
      started.line.setExecutor(started.threads);
      started.line.start();
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The server, at the other end of the line.
  public URI address() {
    return URI.create("http://localhost:" + line.getAddress().getPort());
  }

  /// Lets the ends of all pages through.
  public void letThrough() {
    through.countDown();
  }

  @Override
  public void close() {
    letThrough();
    line.stop(0);
    threads.close();
    client.close();
  }

  private void carry(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
                  .header(LANGUAGE, exchange.getRequestHeaders().getFirst(LANGUAGE))
                  .build(),
              BodyHandlers.ofByteArray());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      OutputStream body = exchange.getResponseBody();
      if (type.startsWith("text/html")) {
        inTwoParts(change.apply(new String(answer.body(), StandardCharsets.UTF_8)), body);
      } else {
        body.write(answer.body());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void inTwoParts(String page, OutputStream body) throws IOException, InterruptedException {
    int cut = lastWords(page);
    body.write(page.substring(0, cut).getBytes(StandardCharsets.UTF_8));
    body.flush();
    through.await();
    body.write(page.substring(cut).getBytes(StandardCharsets.UTF_8));
  }

  private static int lastWords(String page) {
    Matcher words = WORDS.matcher(page);
    int found = 0;
    while (words.find()) {
      found = words.start();
    }
    if (found == 0) {
      throw new IllegalStateException("A page without words");
    }
    return found;
  }
}
