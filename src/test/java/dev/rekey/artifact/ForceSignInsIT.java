package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A force sign-in of a whole store while its replica is taken away.
class ForceSignInsIT {
  private static final int CUSTOMERS = 3_000;
  private static final int TOKENS_EACH = 2;

  private static TestStack servers;
  private static Map<String, String> environment;
  private static Service service;
  private static Client client;

  @BeforeAll
  static void startServers() {
    servers = TestStack.start("artifact-force-sign-ins");
    environment =
        servers.environment(
            Map.of(
                "REKEY_MAIL_TIMEOUT", "PT3S",
                // the tasks of a killed replica wait for a third of it
                "REKEY_LEASE", "PT12S"));
    service = start();
    client = Client.of(servers, service);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE customers, audit_events, security_events, force_sign_ins CASCADE");
    }
    fill("default", "c", CUSTOMERS);
    fill("outlet", "o", 1);
  }

  @Test
  void aKillInTheMiddleNeitherRepeatsNorSkipsNorMiscountsAnybody() throws SQLException {
    String id = started("incident-1");
    long before = awaitTheMiddle(id);

    service.kill();
    service = start();
    assertThat(started("incident-1")).isEqualTo(id);

    JsonNode progress = awaitDone(id);
    assertThat(before).isBetween(1L, CUSTOMERS - 1L);
    exact(progress);
  }

  @Test
  void aReplicaThatIsToldToStopLeavesOffAndTheNextGoesOn() throws SQLException {
    String id = started("incident-2");
    long before = awaitTheMiddle(id);
    long begun = System.nanoTime();

    service.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(count("SELECT count(*) FROM force_sign_ins WHERE finished_at IS NULL")).isOne();
    service = start();
    JsonNode progress = awaitDone(id);
    assertThat(before).isBetween(1L, CUSTOMERS - 1L);
    exact(progress);
  }

  private static Service start() {
    return servers.own(Service.start("force-sign-ins", environment));
  }

  private String started(String key) {
    return client
        .call(
            "POST",
            "/force-sign-ins",
            Map.of("store", "default"),
            Map.of("Authorization", "Bearer " + administrator(), "Idempotency-Key", key))
        .expect(202)
        .text("id");
  }

  private String administrator() {
    return servers.identityProvider().token("incident-team", "customers:force-sign-in");
  }

  private long awaitTheMiddle(String id) {
    Awaitility.await("the job to be at work")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> progress(id).path("processed").asLong() > CUSTOMERS / 10);
    return progress(id).path("processed").asLong();
  }

  private JsonNode awaitDone(String id) {
    Awaitility.await("the end of the job")
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(progress(id).path("state").asText()).isEqualTo("done"));
    return progress(id);
  }

  private JsonNode progress(String id) {
    return client.asAdministrator("GET", "/force-sign-ins/" + id, Map.of()).expect(200).json();
  }

  private void exact(JsonNode progress) throws SQLException {
    assertThat(progress.path("processed").asLong()).isEqualTo(CUSTOMERS);
    assertThat(progress.path("revoked").asLong()).isEqualTo(CUSTOMERS * TOKENS_EACH);
    assertThat(progress.path("failed").asLong()).isZero();
    assertThat(progress.path("remaining").asLong()).isZero();
    String ofTheStore = " c WHERE c.store = 'default' AND c.sign_in_version = 2";
    assertThat(count("SELECT count(*) FROM customers" + ofTheStore)).isEqualTo(CUSTOMERS);
    assertThat(
            count(
                "SELECT count(*) FROM oauth_tokens t JOIN customers c ON c.id = t.customer_id"
                    + " WHERE c.store = 'default' AND t.revoked_at IS NOT NULL"))
        .isEqualTo(CUSTOMERS * TOKENS_EACH);
    String events =
        " FROM audit_events WHERE type = 'tokens-revoked' AND actor_id = 'incident-team'";
    assertThat(count("SELECT count(*)" + events + " AND count = " + TOKENS_EACH))
        .isEqualTo(CUSTOMERS);
    assertThat(count("SELECT count(DISTINCT customer_id)" + events)).isEqualTo(CUSTOMERS);
    assertThat(count("SELECT count(*) FROM security_events WHERE type = 'session-revoked'"))
        .isEqualTo(CUSTOMERS);
    assertThat(
            count(
                "SELECT count(*) FROM oauth_tokens t JOIN customers c ON c.id = t.customer_id"
                    + " AND c.sign_in_version = t.sign_in_version"
                    + " WHERE c.store = 'outlet' AND t.revoked_at IS NULL"))
        .isEqualTo(TOKENS_EACH);
  }

  private void fill(String store, String prefix, int customers) throws SQLException {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO customers
            (id, store, email, email_digest, locale, status, has_oauth_tokens)
          SELECT '%2$s-' || n, '%1$s', '%2$s-' || n || '@example.com',
            sha256(convert_to('%2$s-' || n || '@example.com', 'UTF8')), 'en', 'active', true
          FROM generate_series(1, %3$d) AS n
          """
              .formatted(store, prefix, customers));
      statement.execute(
          """
          INSERT INTO oauth_tokens
            (digest, customer_id, sign_in_version, client, issued_at, expires_at)
          SELECT sha256(convert_to('%1$s ' || n || ' ' || m, 'UTF8')), '%1$s-' || n, 1, 'erp',
            now() - interval '1 hour', now() + interval '1 day'
          FROM generate_series(1, %2$d) AS n, generate_series(1, %3$d) AS m
          """
              .formatted(prefix, customers, TOKENS_EACH));
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
