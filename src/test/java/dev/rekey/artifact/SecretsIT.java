package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// After a story with all that can happen to an account no log, table or metric holds a token, a
/// password or a whole e-mail address. The addresses of customers are in their own table alone.
class SecretsIT {
  private static final List<String> PASSWORDS =
      List.of("first-Passw0rd", "wrong-Passw0rd", "second-Passw0rd", "third-Passw0rd", "x1-ab");
  private static final List<String> ADDRESSES =
      List.of(
          "story-known@example.com",
          "story-refused@example.com",
          "story-unknown@example.com",
          "story-moved@example.com",
          "story-impossible@@example.com");

  private static final List<String> TOKENS = new ArrayList<>();

  private static TestStack servers;
  private static Service service;
  private static Client client;
  private static String administrator;
  private static String disputed = "";

  @BeforeAll
  static void tellTheStory() {
    servers = TestStack.start("artifact-secrets");
    service =
        servers.service(
            "secrets",
            Map.of(
                "REKEY_MIN_INTERVAL",
                "PT0S",
                "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP",
                "0",
                "REKEY_PAGES_STOREFRONT",
                "true"));
    administrator = servers.identityProvider().token("it", "store-admin");
    client = new Client(service, administrator);
    client.customer("story", ADDRESSES.get(0), PASSWORDS.get(0));
    client.customer("refused", ADDRESSES.get(1), PASSWORDS.get(0));
    signIns();
    reset();
    administration();
    faults();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static void signIns() {
    signIn(PASSWORDS.get(1)).expect(401);
    keep(signIn(PASSWORDS.get(0)).expect(200).text("accessToken"));
    String integration =
        client
            .asAdministrator("POST", "/customers/story/oauth-tokens", Map.of("client", "erp"))
            .expect(201)
            .text("accessToken");
    keep(integration);
    client.as(integration, "GET", "/me").expect(200);
    client.form("/oauth/introspect", "token=" + integration, administrator).expect(200);
    client.form("/oauth/revoke", "token=" + integration, integration).expect(200);
  }

  private static void reset() {
    ADDRESSES
        .subList(0, 4)
        .forEach(email -> client.post("/password-resets", Map.of("email", email)));
    String token = keep(servers.mailbox().awaitMessageTo(ADDRESSES.get(0)).token());
    onPages(token);
    client.post("/password-resets/validate", Map.of("token", token)).expect(200);
    client
        .post("/password-resets/confirm", Map.of("token", token, "newPassword", PASSWORDS.get(4)))
        .expect(422);
    client
        .post("/password-resets/confirm", Map.of("token", token, "newPassword", PASSWORDS.get(2)))
        .expect(204);
    String dispute = servers.mailbox().awaitMessageTo(ADDRESSES.get(0), 2).link();
    disputed = keep(dispute.substring(dispute.indexOf("#dispute=") + "#dispute=".length()));
    client.get("/not-me?dispute=" + disputed).expect(200);
    client
        .post("/password-changes/dispute", Map.of("token", disputed, "more", disputed))
        .expect(400);
    client
        .post("/password-resets/confirm", Map.of("token", token, "newPassword", PASSWORDS.get(2)))
        .expect(410);
    String bearer = keep(signIn(PASSWORDS.get(2)).expect(200).text("accessToken"));
    client
        .call(
            "PUT",
            "/me/password",
            Map.of("currentPassword", PASSWORDS.get(2), "newPassword", PASSWORDS.get(3)),
            Map.of("Authorization", "Bearer " + bearer))
        .expect(204);
  }

  /// The same on pages: what is typed wrongly, what is right, and a link in an address for once.
  private static void onPages(String token) {
    client.get("/reset-password?token=" + token).expect(200);
    Client.Answer page = client.get("/sign-in").expect(200);
    String cookie = cookies(page);
    for (String password : PASSWORDS.subList(0, 2)) {
      String email = "email=" + encoded(ADDRESSES.get(0));
      Client.Answer answer =
          send("/sign-in", page, cookie, email + "&password=" + encoded(password));
      assertThat(answer.status()).isIn(303, 422);
      cookies(answer);
    }
    send(
            "/reset-password/confirm",
            page,
            cookie,
            "token=" + token + "&new-password=" + PASSWORDS.get(4))
        .expect(422);
    send("/forgot-password", page, cookie, "email=" + encoded(ADDRESSES.get(4))).expect(422);
    send("/reset-password/confirm", page, "", "token=" + token).expect(403);
  }

  private static Client.Answer send(String path, Client.Answer page, String cookie, String fields) {
    String formToken =
        page.body().replaceFirst("(?s).*name=\"form-token\" value=\"(.{43}).*", "$1");
    return client.form(
        path,
        "form-token=" + formToken + "&" + fields,
        Map.of("Origin", service.baseUri().toString(), "Cookie", cookie));
  }

  /// The cookies that an answer sets; what is in them is as secret as a token.
  private static String cookies(Client.Answer answer) {
    List<String> cookies =
        answer.response().headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .toList();
    cookies.forEach(cookie -> keep(cookie.replaceFirst(".*=", "")));
    return String.join("; ", cookies);
  }

  private static void administration() {
    client.asAdministrator("POST", "/customers/story/force-sign-in", Map.of()).expect(200);
    client.asAdministrator("POST", "/customers/story/password-resets", Map.of()).expect(202);
    keep(servers.mailbox().awaitMessageTo(ADDRESSES.get(0), 3).token());
    client
        .asAdministrator("PUT", "/customers/story", Map.of("email", ADDRESSES.get(3)))
        .expect(200);
    // dead since the address changed
    client.post("/password-changes/dispute", Map.of("token", disputed)).expect(410);
    client
        .asAdministrator("GET", "/customers?query=" + encoded(ADDRESSES.get(3)), Map.of())
        .expect(200);
    client
        .asAdministrator("PUT", "/customers/story-2", Map.of("email", ADDRESSES.get(3)))
        .expect(409);
  }

  private static void faults() {
    servers.mailbox().refuseRecipient(ADDRESSES.get(1));
    client.post("/password-resets", Map.of("email", ADDRESSES.get(1))).expect(202);
    client.post("/password-resets", Map.of("email", ADDRESSES.get(4))).expect(400);
    client
        .post("/sign-ins", Map.of("email", ADDRESSES.get(2), "word", PASSWORDS.get(0)))
        .expect(400);
    client.as(TOKENS.getFirst() + "x", "GET", "/me").expect(401);
    client.get("/password-resets/" + TOKENS.getFirst()).expect(404);
    breakOff("/password-resets?email=" + ADDRESSES.get(0) + "&token=" + TOKENS.getFirst());
    breakOff("/reset-password/confirm?token=" + TOKENS.getFirst());
    client.get("/password-policy?token=" + TOKENS.getFirst()).expect(200);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> log().contains("abandoned"));
    servers.mailbox().refuseConnections();
    client.post("/password-resets", Map.of("email", ADDRESSES.get(3))).expect(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> log().contains("No mail could be sent"));
    servers.database().restart();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() ->
            client.post("/password-resets", Map.of("email", ADDRESSES.get(2))).status() == 202);
  }

  /// Announces a body and closes the connection after its first octet.
  private static void breakOff(String target) {
    double before = aborted();
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), service.baseUri().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 9\r\n\r\n{"
                      .formatted(target, "application/x-www-form-urlencoded"))
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().until(() -> aborted() > before);
  }

  private static double aborted() {
    return client
        .management("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_aborted_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void theStoryHadItsFaults() throws IOException {
    assertThat(log()).contains("abandoned", "No mail could be sent");
  }

  @Test
  void noLogLineHoldsAny() throws IOException {
    assertHoldsNone("the log", log(), true);
  }

  @Test
  void noMetricHoldsAny() {
    assertHoldsNone("the metrics", client.management("/q/metrics").expect(200).body(), true);
  }

  @Test
  void noTableHoldsAny() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT table_name, column_name FROM information_schema.columns"
                  + " WHERE table_schema = 'public'")) {
        while (rows.next()) {
          columns.add(rows.getString(1) + "." + rows.getString(2));
        }
      }
      assertThat(columns).contains("customers.email", "audit_events.actor_id");
      for (String column : columns) {
        int dot = column.indexOf('.');
        String table = column.substring(0, dot);
        try (ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(string_agg(t.\"%s\"::text, E'\\n'), '') FROM \"%s\" t"
                    .formatted(column.substring(dot + 1), table))) {
          row.next();
          boolean forAddresses =
              List.of("customers.email", "customers.search_text").contains(column);
          assertHoldsNone(column, row.getString(1), !forAddresses);
        }
      }
    }
  }

  private static void assertHoldsNone(String place, String text, boolean addressesToo) {
    List<String> secrets = new ArrayList<>(TOKENS);
    secrets.addAll(PASSWORDS);
    if (addressesToo) {
      secrets.addAll(ADDRESSES);
    }
    secrets.add(administrator);
    assertThat(TOKENS).hasSizeGreaterThan(4);
    assertThat(secrets)
        .allSatisfy(secret -> {
          assertThat(text).as(place).doesNotContainIgnoringCase(secret);
          assertThat(text)
              .as(place + " in hexadecimal")
              .doesNotContainIgnoringCase(
                  HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        });
  }

  private static Client.Answer signIn(String password) {
    return client.post("/sign-ins", Map.of("email", ADDRESSES.get(0), "password", password));
  }

  private static String keep(String token) {
    TOKENS.add(token);
    return token;
  }

  private static String log() throws IOException {
    return Files.readString(service.log());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
