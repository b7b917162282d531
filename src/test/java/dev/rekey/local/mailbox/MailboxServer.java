package dev.rekey.local.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// The mailbox over HTTP: a page for people at `/`, and JSON for scripts at `/messages`.
public final class MailboxServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String OF_THE_PAGE =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /// What a mail brings along may show itself, and do nothing else.
  private static final String OF_A_MAIL =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
          + " base-uri 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox";

  private final Mailbox mailbox;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private MailboxServer(Mailbox mailbox, int port) {
    this.mailbox = mailbox;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be opened for the mailbox", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public static MailboxServer open(Mailbox mailbox, int port) {
    return new MailboxServer(mailbox, port);
  }

  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /" -> {
          exchange.getResponseHeaders().set("Content-Security-Policy", OF_THE_PAGE);
          Optional<String> to = recipient(exchange);
          send(
              exchange, 200, "text/html", MailboxPage.of(mails(to), to.orElse(""), mail(exchange)));
        }
        case "GET /html" -> {
          exchange.getResponseHeaders().set("Content-Security-Policy", OF_A_MAIL);
          Optional<Mail> mail = mail(exchange);
          send(
              exchange,
              mail.isPresent() ? 200 : 404,
              "text/html",
              mail.map(MailboxPage::html).orElse("There is no such mail any more."));
        }
        case "GET /messages" ->
            send(exchange, 200, "application/json", json(mails(recipient(exchange))));
        case "DELETE /messages" -> {
          mailbox.clear();
          exchange.sendResponseHeaders(204, -1);
        }
        default ->
            send(exchange, 404, "text/plain", "Here are GET /, GET /messages, DELETE /messages.\n");
      }
    }
  }

  private List<Mail> mails(Optional<String> to) {
    return to.map(mailbox::messagesTo).orElseGet(mailbox::messages);
  }

  private Optional<Mail> mail(HttpExchange exchange) {
    return parameter(exchange, "mail")
        .flatMap(
            id -> mailbox.messages().stream().filter(mail -> mail.id().equals(id)).findFirst());
  }

  private static Optional<String> recipient(HttpExchange exchange) {
    return parameter(exchange, "to");
  }

  private static Optional<String> parameter(HttpExchange exchange, String name) {
    return Stream.ofNullable(exchange.getRequestURI().getRawQuery())
        .flatMap(query -> Stream.of(query.split("&")))
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter ->
            URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String json(List<Mail> mails) throws JsonProcessingException {
    return JSON.writeValueAsString(mails.stream().map(MailboxServer::members).toList());
  }

  private static Map<String, Object> members(Mail mail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", mail.id());
    members.put("from", mail.from());
    members.put("to", mail.to());
    members.put("subject", mail.subject());
    members.put("text", mail.text());
    members.put("html", mail.html());
    members.put("headers", mail.headers());
    members.put("receivedAt", mail.receivedAt().toString());
    return members;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
