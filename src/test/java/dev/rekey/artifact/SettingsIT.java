package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.local.fixture.ValidEnvironment;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each setting, put into the environment, takes effect.
class SettingsIT {
  private static TestStack servers;
  private static Service service;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    servers = TestStack.start("artifact-settings");
    Path leaked = directory.resolve("leaked.txt");
    // the SHA-1 of "leaked-Password"
    Files.writeString(leaked, "C38C76A53DE6AB08F356DE01B01D4EBA027A385F:7\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("REKEY_PROTECTION", "BY_IP");
    settings.put("REKEY_MAX_REQUESTS_PER_HOUR", "11");
    settings.put("REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "2");
    settings.put("REKEY_MIN_INTERVAL", "PT1M");
    settings.put("REKEY_ADMIN_MAX_REQUESTS_PER_HOUR", "12");
    settings.put("REKEY_LINK_LIFETIME", "PT2H");
    settings.put("REKEY_MINIMUM_LENGTH", "8");
    settings.put("REKEY_SPACES_ALLOWED", "true");
    settings.put("REKEY_REQUIRED_CHARACTER_CLASSES", "2");
    settings.put("REKEY_MAXIMUM_LENGTH", "128");
    settings.put("REKEY_REJECT_COMPROMISED", "true");
    settings.put("REKEY_LOCKOUT_FAILURES", "13");
    settings.put("REKEY_LOCKOUT_TIME", "PT3M");
    settings.put("REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP", "14");
    settings.put("REKEY_MAX_PASSWORD_CHANGES_PER_HOUR", "15");
    settings.put("REKEY_MAX_MAILS_PER_HOUR", "16");
    settings.put("REKEY_ACCESS_TOKEN_LIFETIME", "PT4M");
    settings.put("REKEY_TRUSTED_PROXIES", "10.0.0.0/8,127.0.0.1,::1");
    settings.put("REKEY_TRUSTED_PROXY_HOPS", "2");
    settings.put("REKEY_COMPROMISED_PASSWORDS_FILE", leaked.toString());
    settings.put("REKEY_RETENTION_RESET_REQUESTS", "P20D");
    settings.put("REKEY_RETENTION_EVENTS", "P40D");
    settings.put("REKEY_RETENTION_TOKENS", "P10D");
    settings.put("REKEY_HASHING_MEMORY_KIB", "8192");
    settings.put("REKEY_HASHING_ITERATIONS", "3");
    settings.putAll(ValidEnvironment.store("OUTLET", "Outlet"));
    settings.put("REKEY_STORES_OUTLET_LANGUAGES", "sv");
    settings.put("REKEY_STORES_OUTLET_TIME_ZONE", "Asia/Tokyo");
    settings.put("REKEY_STORES_DEFAULT_NAME", "Main Shop");
    service = servers.service("settings", settings);
    client = Client.of(servers, service);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "protection, BY_IP",
    "maxRequestsPerHour, 11",
    "maxRequestsPerHourPerIp, 2",
    "minInterval, PT1M",
    "adminMaxRequestsPerHour, 12",
    "linkLifetime, PT2H",
    "minimumLength, 8",
    "spacesAllowed, true",
    "requiredCharacterClasses, 2",
    "maximumLength, 128",
    "rejectCompromised, true",
    "lockoutFailures, 13",
    "lockoutTime, PT3M",
    "maxSignInFailuresPerHourPerIp, 14",
    "maxPasswordChangesPerHour, 15",
    "maxMailsPerHour, 16",
    "accessTokenLifetime, PT4M"
  })
  void theConfiguredDefaultHolds(String setting, String value) {
    JsonNode settings = client.asAdministrator("GET", "/settings", Map.of()).expect(200).json();

    assertThat(settings.get(setting).asText()).isEqualTo(value);
  }

  @Test
  void aMailIsInTheNameOfItsStore() {
    client
        .asAdministrator(
            "PUT",
            "/customers/outlet-1",
            Map.of("email", "outlet@example.com", "store", "outlet", "locale", "sv"))
        .expect(201);
    client.asAdministrator("POST", "/customers/outlet-1/password-resets", Map.of()).expect(202);

    Mail mail = servers.mailbox().awaitMessageTo("outlet@example.com");

    assertThat(mail.from()).isEqualTo("Outlet <no-reply@shop.example>");
    assertThat(mail.link()).startsWith("https://shop.example/reset#token=");
    assertThat(mail.headers()).containsEntry("Content-Language", "sv");
    assertThat(mail.text()).contains("Outlet", "support@shop.example", "(Asia/Tokyo)");
  }

  @Test
  void theWellKnownAddressIsThatOfTheStore() {
    assertThat(
            client
                .get("/.well-known/change-password?store=outlet")
                .expect(303)
                .response()
                .headers()
                .firstValue("Location"))
        .hasValue("https://shop.example/forgot");
  }

  @Test
  void aTrustedProxysWordIsTakenForTheClientsAddress() {
    assertThat(request("203.0.113.1")).isEqualTo(202);
    assertThat(request("203.0.113.1")).isEqualTo(202);
    assertThat(request("203.0.113.1, 10.1.2.3")).isEqualTo(429);
    assertThat(request("203.0.113.2")).isEqualTo(202);
    assertThat(request("2001:db8:1:2::1")).isEqualTo(202);
    assertThat(request("2001:db8:1:2:ffff::1")).isEqualTo(202);
    assertThat(request("2001:db8:1:2::3, 10.1.2.3")).isEqualTo(429);
    assertThat(request("2001:db8:1:3::1")).isEqualTo(202);
  }

  @Test
  void whatIsForgedBeforeTheProxiesOwnWordsIsNotRead() {
    assertThat(request("203.0.113.51, 203.0.113.50")).isEqualTo(202);
    assertThat(request("203.0.113.52, 10.9.9.9, 203.0.113.50")).isEqualTo(202);
    assertThat(request("203.0.113.53, 203.0.113.50, 10.1.2.3")).isEqualTo(429);
    // two proxies in a row are configured, so that a third entry is the client's own
    assertThat(request("203.0.113.54, 10.9.9.9, 10.1.2.3")).isEqualTo(202);
    assertThat(request("203.0.113.55, 10.9.9.9, 10.1.2.3")).isEqualTo(202);
    assertThat(request("203.0.113.56, 10.9.9.9, 10.1.2.3")).isEqualTo(429);
  }

  @Test
  void aPasswordIsHashedAtTheConfiguredCost() throws SQLException {
    client.customer("cost", "cost@example.com", "open Sesame");

    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT password_hash FROM customers WHERE id = 'cost'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).startsWith("$argon2id$v=19$m=8192,t=3,p=1$");
    }
  }

  @Test
  void whatIsPastItsTimeIsRemoved() throws SQLException {
    client.customer("kept", "kept@example.com", "open Sesame");
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO reset_requests (customer_id, requested_at, outcome)
          SELECT 'of-housekeeping', now() - days * interval '1 day', 'mailed'
          FROM generate_series(19, 21, 2) AS days
          """);
      statement.execute(
          """
          INSERT INTO audit_events (customer_id, type, at, actor_kind, outcome)
          SELECT 'of-housekeeping', 'signed-in', now() - days * interval '1 day', 'system', 'success'
          FROM generate_series(39, 41, 2) AS days
          """);
      statement.execute(
          """
          INSERT INTO reset_tokens (digest, customer_id, link_version, created_at, expires_at)
          SELECT sha256(days::text::bytea), 'kept', 1, now(), now() - days * interval '1 day'
          FROM generate_series(9, 11, 2) AS days
          """);
      statement.execute(
          "UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'housekeeping'");

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            assertThat(days(statement, "reset_requests", "requested_at", "of-housekeeping"))
                .containsExactly(19);
            assertThat(days(statement, "audit_events", "at", "of-housekeeping"))
                .containsExactly(39);
            assertThat(days(statement, "reset_tokens", "expires_at", "kept")).containsExactly(9);
          });
    }
  }

  private static List<Integer> days(Statement statement, String table, String time, String customer)
      throws SQLException {
    List<Integer> days = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT extract(day FROM now() - %s) FROM %s WHERE customer_id = '%s'"
                .formatted(time, table, customer))) {
      while (rows.next()) {
        days.add(rows.getInt(1));
      }
    }
    return days;
  }

  @Test
  void aPasswordOfTheListIsRefused() {
    client.customer("leaked", "leaked@example.com", "open Sesame");
    client.asAdministrator("POST", "/customers/leaked/password-resets", Map.of()).expect(202);
    String token = servers.mailbox().awaitMessageTo("leaked@example.com").token();

    assertThat(
            client
                .post(
                    "/password-resets/confirm",
                    Map.of("token", token, "newPassword", "leaked-Password"))
                .expect(422)
                .body())
        .contains("\"compromised\"");
  }

  private static int request(String forwardedFor) {
    return client
        .post(
            "/password-resets",
            Map.of("email", "nobody@example.com"),
            Map.of("X-Forwarded-For", forwardedFor))
        .status();
  }
}
