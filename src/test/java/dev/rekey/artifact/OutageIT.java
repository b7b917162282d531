package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the service needs goes away, and comes back.
@Tag("alone")
class OutageIT {
  private static final String TOKEN = "A".repeat(43);

  private static final Map<String, String> WITHOUT_LIMITS =
      Map.of("REKEY_MIN_INTERVAL", "PT0S", "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0");

  private static TestStack servers;
  private static Service service;
  private static Client client;

  @BeforeAll
  static void start() {
    servers = TestStack.start("artifact-outage");
    Map<String, String> settings = new HashMap<>(WITHOUT_LIMITS);
    // a mail server that hangs holds a test up for this long
    settings.put("REKEY_MAIL_TIMEOUT", "PT3S");
    service = servers.service("outage", settings);
    client = Client.of(servers, service);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /// No mail of one test takes a connection to the mail server in the next one.
  @AfterEach
  void clearQueuesAndMailbox() throws SQLException {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM reset_requests");
      statement.execute("DELETE FROM scheduled_tasks WHERE task_name = 'notice-mail'");
    }
    servers.mailbox().resume();
    servers.mailbox().clear();
  }

  @Test
  void withoutTheDatabaseEveryCallIsSentAwayWithinTwoSecondsUntilItIsBack() throws Exception {
    client.customer("away", "away@example.com", "opensesame");
    List<Supplier<Client.Answer>> calls = calls("away");

    servers.database().killHard();
    try {
      for (int round = 0; round < 3; round++) {
        calls.forEach(OutageIT::assertSentAway);
        assertThat(client.management("/q/health/live").status()).isEqualTo(200);
        assertThat(client.management("/q/health/ready").status()).isEqualTo(503);
      }
      inParallel(64, () -> assertSentAway(calls.getFirst()));
    } finally {
      servers.database().startAgain();
    }

    assertBack("away");
  }

  @Test
  void aDatabaseThatHangsIsNoReasonToHang() throws Exception {
    client.customer("frozen", "frozen@example.com", "opensesame");
    List<Supplier<Client.Answer>> calls = calls("frozen");
    refuseOnce("frozen");

    servers.database().freeze();
    try {
      calls.forEach(OutageIT::assertSentAway);
      assertThat(client.management("/q/health/live").status()).isEqualTo(200);
      assertThat(client.management("/q/health/ready").status()).isEqualTo(503);
      for (Supplier<Client.Answer> call : calls) {
        inParallel(32, () -> assertSentAway(call));
      }
    } finally {
      servers.database().thaw();
    }

    assertBack("frozen");
  }

  /// The first refusal of a fresh JVM loads its classes; how long the others take is measured.
  private static void refuseOnce(String customer) {
    servers.database().freeze();
    try {
      calls(customer).forEach(call -> call.get().expect(503));
    } finally {
      servers.database().thaw();
    }
    assertBack(customer);
    servers.mailbox().clear();
  }

  private static List<Supplier<Client.Answer>> calls(String customer) {
    return List.of(
        () -> client.post("/password-resets", Map.of("email", customer + "@example.com")),
        () -> client.post("/password-resets/validate", Map.of("token", TOKEN)),
        () ->
            client.post(
                "/password-resets/confirm", Map.of("token", TOKEN, "newPassword", "another-one")),
        () ->
            client.post(
                "/sign-ins", Map.of("email", customer + "@example.com", "password", "opensesame")),
        () -> client.as(TOKEN, "GET", "/me"),
        () -> client.asAdministrator("GET", "/customers", Map.of()),
        () ->
            client.asAdministrator("POST", "/customers/" + customer + "/password-resets", Map.of()),
        () ->
            client.asAdministrator("POST", "/customers/" + customer + "/force-sign-in", Map.of()));
  }

  private static void assertBack(String customer) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.management("/q/health/ready").status() == 200);
    client.post("/password-resets", Map.of("email", customer + "@example.com")).expect(202);
    servers.mailbox().awaitMessageTo(customer + "@example.com");
  }

  @Test
  void manyNoticesThatWaitForAMailServerHoldNothingElseUp() throws Exception {
    client.customer("victim", "victim@example.com", "opensesame");
    String token =
        client
            .asAdministrator("POST", "/customers/victim/oauth-tokens", Map.of("client", "erp"))
            .expect(201)
            .text("accessToken");
    servers.mailbox().hangAfterData(true);
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      int queued =
          statement.executeUpdate(
              """
              INSERT INTO scheduled_tasks
                (task_name, task_instance, task_data, execution_time, picked, version, priority)
              SELECT 'notice-mail', 'n-' || i,
                convert_to('2026-01-01T00:00:00Z victim 0', 'UTF8'),
                now() - interval '1 hour', false, 1, 50
              FROM generate_series(1, 200) i
              """);
      assertThat(queued).isEqualTo(200);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> servers.mailbox().messages().size() >= 8);

    String job =
        client
            .asAdministrator("POST", "/force-sign-ins", Map.of("customerIds", List.of("victim")))
            .expect(202)
            .text("id");

    // behind all of them, 8 at once for 3 s each, it would be more than a minute later
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            client
                .asAdministrator("GET", "/force-sign-ins/" + job, Map.of())
                .text("state")
                .equals("done"));
    assertThat(client.as(token, "GET", "/me").status()).isEqualTo(401);
  }

  @Test
  void aMailServerThatFallsSilentHoldsNoLaterMailUp() {
    for (int i = 0; i < 10; i++) {
      client.customer("silent-" + i, "silent-" + i + "@example.com", "opensesame");
    }
    client.customer("later", "later@example.com", "opensesame");
    servers.mailbox().hangAfterData(true);
    for (int i = 0; i < 10; i++) {
      client.post("/password-resets", Map.of("email", "silent-" + i + "@example.com")).expect(202);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> servers.mailbox().messages().size() >= 10);

    servers.mailbox().abandonWhoHangs();
    client.post("/password-resets", Map.of("email", "later@example.com")).expect(202);

    assertThat(servers.mailbox().awaitMessageTo("later@example.com").link()).isNotEmpty();
  }

  /// Mails wait for longer than a stop may take: it ends none of them early by a timeout.
  @Nested
  class WithTheDefaultTimeouts {
    private Service leaving;

    @BeforeEach
    void start() {
      // the mails of these tests are the new replica's
      service.close();
      leaving = servers.service("outage-leaving", WITHOUT_LIMITS);
      client = Client.of(servers, leaving);
    }

    @Test
    void aReplicaIsGoneWithinTenSecondsThoughTheDatabaseAndTheMailServerHang() throws Exception {
      for (int i = 0; i < 12; i++) {
        client.customer("stuck-" + i, "stuck-" + i + "@example.com", "opensesame");
      }
      servers.mailbox().hangAfterData(true);
      for (int i = 0; i < 12; i++) {
        client.post("/password-resets", Map.of("email", "stuck-" + i + "@example.com")).expect(202);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> servers.mailbox().messages().size() == 10);
      servers.database().freeze();
      try {
        long begun = System.nanoTime();

        leaving.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(leaving.exitStatus().get()).isIn(0, 143);
      } finally {
        servers.database().thaw();
      }
    }

    @Test
    void aReplicaIsGoneWithinTenSecondsThoughTheMailServerHangs() throws Exception {
      for (int i = 0; i < 12; i++) {
        client.customer("hang-" + i, "hang-" + i + "@example.com", "opensesame");
      }
      servers.mailbox().hangAfterData(true);
      for (int i = 0; i < 12; i++) {
        client.post("/password-resets", Map.of("email", "hang-" + i + "@example.com")).expect(202);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> servers.mailbox().messages().size() == 10);
      long begun = System.nanoTime();

      leaving.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(leaving.exitStatus().get()).isIn(0, 143);
    }
  }

  private static void assertSentAway(Supplier<Client.Answer> call) {
    long begun = System.nanoTime();
    Client.Answer answer = call.get();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    String what = answer.response().request().uri().getPath();
    assertThat(answer.status()).as(what + answer.body()).isEqualTo(503);
    assertThat(answer.text("type")).as(what).endsWith("/problems/temporarily-unavailable");
    assertThat(answer.response().headers().firstValue("Retry-After")).as(what).isPresent();
    assertThat(took).as(what).isLessThan(Duration.ofSeconds(2));
  }

  private static void inParallel(int times, Runnable call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> calls =
          IntStream.range(0, times).mapToObj(i -> Executors.callable(call)).toList();
      for (Future<Object> done : threads.invokeAll(calls)) {
        done.get();
      }
    }
  }
}
