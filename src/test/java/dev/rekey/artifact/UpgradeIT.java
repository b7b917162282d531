package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.stack.Database;
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
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The service starts on the database of an earlier release, with data in it and things under way.
class UpgradeIT {
  private static final Path SCHEMA = Path.of("src", "test", "resources", "upgrade", "schema-1.sql");
  private static final String RELEASE = "1";

  private static final int CUSTOMERS = 3_000;
  private static final int REVOKED = 333;
  private static final String BEARER = "B".repeat(42) + "A";
  private static final String LINK = "L".repeat(42) + "A";
  private static final UUID JOB = new UUID(4, 4);

  private TestStack servers;

  @BeforeEach
  void start() {
    servers = TestStack.start("artifact-upgrade");
    restore(servers.database());
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  @Test
  void whatAnEarlierReleaseLeftGoesOn() throws Exception {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      SampleData.insert(connection, CUSTOMERS, 2 * CUSTOMERS);
      statement.execute(
          """
          INSERT INTO oauth_tokens
            (digest, customer_id, sign_in_version, client, issued_at, expires_at)
          VALUES (sha256('%s'), 'sample-3', 1, 'erp', now() - interval '1 day',
            now() + interval '1 day');
          INSERT INTO reset_tokens (digest, customer_id, link_version, created_at, expires_at)
          VALUES (sha256('%s'), 'sample-2', 1, now(), now() + interval '1 day');
          INSERT INTO reset_requests (store, email_digest, requested_at, due_at)
          SELECT store, email_digest, now(), now() FROM customers WHERE id = 'sample-4';
          INSERT INTO scheduled_tasks
            (task_name, task_instance, task_data, execution_time, picked, version)
          VALUES ('notice-mail', 'n', convert_to('2026-01-01T00:00:00Z sample-5', 'UTF8'), now(),
            false, 1)
          """
              .formatted(BEARER, LINK));
    }

    try (Service service = servers.service("upgrade", Map.of("REKEY_MIN_INTERVAL", "PT0S"))) {
      Client client = Client.of(servers, service);

      assertThat(client.as(BEARER, "GET", "/me").expect(200).text("id")).isEqualTo("sample-3");
      client
          .post("/password-resets/confirm", Map.of("token", LINK, "newPassword", "another-one"))
          .expect(204);
      client
          .post("/sign-ins", Map.of("email", SampleData.email(2), "password", "another-one"))
          .expect(200);
      assertThat(servers.mailbox().awaitMessageTo(SampleData.email(4)).link()).isNotEmpty();
      assertThat(servers.mailbox().awaitMessageTo(SampleData.email(5))).isNotNull();
    }
  }

  @Test
  void aForceSignInOfManyThatAnEarlierReleaseBeganIsFinished() throws Exception {
    int expected;
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      SampleData.insert(connection, CUSTOMERS, 1);
      statement.execute(
          """
          INSERT INTO force_sign_ins (id, store, actor_kind, actor_id, fingerprint, total, counted_to,
            last_customer_id, processed, revoked)
          SELECT '%s', 'default', 'administrator', 'anna', sha256('any'), count(*), NULL,
            (SELECT id FROM customers WHERE store = 'default' ORDER BY id OFFSET 999 LIMIT 1),
            1000, %d
          FROM customers WHERE store = 'default'
          """
              .formatted(JOB, REVOKED));
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT revoked + (SELECT count(*) FROM customers c JOIN oauth_tokens t
                ON t.customer_id = c.id WHERE c.id > j.last_customer_id)
              FROM force_sign_ins j
              """)) {
        assertThat(rows.next()).isTrue();
        expected = rows.getInt(1);
      }
    }
    assertThat(expected).isGreaterThan(REVOKED);

    try (Service service = servers.service("upgrade-job", Map.of())) {
      Client client = Client.of(servers, service);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(job(client)).isEqualTo("done"));

      Client.Answer answer = client.asAdministrator("GET", "/force-sign-ins/" + JOB, Map.of());

      assertThat(answer.json().get("processed").asInt()).isEqualTo(CUSTOMERS);
      assertThat(answer.json().get("failed").asInt()).isZero();
      assertThat(answer.json().get("remaining").asInt()).isZero();
      assertThat(answer.json().get("revoked").asInt()).isEqualTo(expected);
    }
  }

  private static String job(Client client) {
    return client
        .asAdministrator("GET", "/force-sign-ins/" + JOB, Map.of())
        .expect(200)
        .text("state");
  }

  /// Creates the schema of the earlier release. The service then migrates it.
  private static void restore(Database database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(SCHEMA));
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.username(), database.password())
        .baselineVersion(RELEASE)
        .load()
        .baseline();
  }
}
