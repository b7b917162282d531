package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.Service;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the service needs goes away, and comes back.
class OutageIT {
  private static final String TOKEN = "A".repeat(43);

  private Servers servers;
  private Service service;
  private Client client;

  @BeforeEach
  void start() {
    servers = Servers.start("artifact-outage");
    service =
        servers.service(
            "outage",
            Map.of("REKEY_MIN_INTERVAL", "PT0S", "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0"));
    client = servers.client(service);
  }

  @AfterEach
  void stop() {
    servers.mailbox().resume();
    service.close();
    servers.close();
  }

  @Test
  void withoutTheDatabaseEveryCallIsSentAwayWithinTwoSecondsUntilItIsBack() throws Exception {
    client.customer("away", "away@example.com", "opensesame");
    List<Supplier<Client.Answer>> calls = calls();

    servers.database().killHard();
    try {
      for (int round = 0; round < 3; round++) {
        calls.forEach(OutageIT::assertSentAway);
        assertThat(client.get("/q/health/live").status()).isEqualTo(200);
        assertThat(client.get("/q/health/ready").status()).isEqualTo(503);
      }
      inParallel(64, () -> assertSentAway(calls.getFirst()));
    } finally {
      servers.database().startAgain();
    }

    assertBack();
  }

  @Test
  void aDatabaseThatHangsIsNoReasonToHang() throws Exception {
    client.customer("away", "away@example.com", "opensesame");
    List<Supplier<Client.Answer>> calls = calls();
    refuseOnce(calls);

    servers.database().freeze();
    try {
      calls.forEach(OutageIT::assertSentAway);
      assertThat(client.get("/q/health/live").status()).isEqualTo(200);
      assertThat(client.get("/q/health/ready").status()).isEqualTo(503);
      for (Supplier<Client.Answer> call : calls) {
        inParallel(32, () -> assertSentAway(call));
      }
    } finally {
      servers.database().thaw();
    }

    assertBack();
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

      service.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(service.exitStatus().get()).isIn(0, 143);
    } finally {
      servers.database().thaw();
    }
  }

  /// The first refusal of a fresh JVM loads its classes; how long the others take is measured.
  private void refuseOnce(List<Supplier<Client.Answer>> calls) throws Exception {
    servers.database().freeze();
    try {
      calls.forEach(call -> call.get().expect(503));
    } finally {
      servers.database().thaw();
    }
    assertBack();
  }

  private List<Supplier<Client.Answer>> calls() {
    return List.of(
        () -> client.post("/password-resets", Map.of("email", "away@example.com")),
        () -> client.post("/password-resets/validate", Map.of("token", TOKEN)),
        () ->
            client.post(
                "/password-resets/confirm", Map.of("token", TOKEN, "newPassword", "another-one")),
        () ->
            client.post("/sign-ins", Map.of("email", "away@example.com", "password", "opensesame")),
        () -> client.as(TOKEN, "GET", "/me"),
        () -> client.asAdministrator("GET", "/customers", Map.of()),
        () -> client.asAdministrator("POST", "/customers/away/password-resets", Map.of()),
        () -> client.asAdministrator("POST", "/customers/away/force-sign-in", Map.of()));
  }

  private void assertBack() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/q/health/ready").status() == 200);
    client.post("/password-resets", Map.of("email", "away@example.com")).expect(202);
    servers.mailbox().awaitMessageTo("away@example.com");
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

    // behind all of them it would be some minutes later
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
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
        .until(() -> servers.mailbox().messages().size() == 10);

    servers.mailbox().abandonWhoHangs();
    client.post("/password-resets", Map.of("email", "later@example.com")).expect(202);

    assertThat(servers.mailbox().awaitMessageTo("later@example.com").link()).isNotEmpty();
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

    service.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(service.exitStatus().get()).isIn(0, 143);
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
