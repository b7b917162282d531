package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two replicas that share nothing but the database.
class ReplicasIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "REKEY_MIN_INTERVAL", "PT0S",
          "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0",
          "REKEY_MAIL_TIMEOUT", "PT3S",
          "REKEY_LEASE", "PT12S");

  private static TestStack servers;
  private static Service first;
  private static Service second;
  private static Client one;
  private static Client other;

  @BeforeAll
  static void start() {
    servers = TestStack.start("artifact-replicas");
    // the tables are made by whichever comes first
    first = servers.service("replica-1", SETTINGS);
    second = servers.service("replica-2", SETTINGS);
    one = Client.of(servers, first);
    other = Client.of(servers, second);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void requestsThroughBothAreMailedOnceEach() throws Exception {
    List<String> addresses =
        IntStream.range(0, 40).mapToObj(i -> "spread-" + i + "@example.com").toList();
    for (int i = 0; i < addresses.size(); i++) {
      one.customer("spread-" + i, addresses.get(i), "opensesame");
    }

    List<Integer> statuses =
        inParallel(
            IntStream.range(0, addresses.size())
                .mapToObj(i -> (Ask) () -> request(i % 2 == 0 ? one : other, addresses.get(i)))
                .toList());

    assertThat(statuses).containsOnly(202);
    addresses.forEach(servers.mailbox()::awaitMessageTo);
    // as long as a worker would take to find a request that is still there
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> true);
    assertThat(addresses)
        .allSatisfy(address -> assertThat(servers.mailbox().messagesTo(address)).hasSize(1));
  }

  @Test
  void aLinkIsValidOnOneAndUsedUpOnTheOther() {
    one.customer("link", "link@example.com", "opensesame");
    assertThat(request(one, "link@example.com")).isEqualTo(202);
    String token = servers.mailbox().awaitMessageTo("link@example.com").token();
    Map<String, String> confirmation = Map.of("token", token, "newPassword", "new-password");

    one.post("/password-resets/validate", Map.of("token", token)).expect(200);
    other.post("/password-resets/confirm", confirmation).expect(204);

    one.post("/password-resets/confirm", confirmation).expect(410);
    one.post("/sign-ins", Map.of("email", "link@example.com", "password", "new-password"))
        .expect(200);
  }

  @Test
  void aSignInOfOneCountsOnTheOtherUntilItIsForcedAfresh() {
    one.customer("session", "session@example.com", "opensesame");
    String bearer =
        one.post("/sign-ins", Map.of("email", "session@example.com", "password", "opensesame"))
            .expect(200)
            .text("accessToken");
    other.as(bearer, "GET", "/me").expect(200);

    other.asAdministrator("POST", "/customers/session/force-sign-in", Map.of()).expect(200);

    one.as(bearer, "GET", "/me").expect(401);
  }

  @Test
  void aChangedSettingHoldsOnTheOtherWithinFiveSeconds() {
    one.asAdministrator("PATCH", "/settings", Map.of("minimumLength", 9)).expect(200);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> other.get("/password-policy").json().get("minimumLength").asInt() == 9);
    } finally {
      one.asAdministrator("PATCH", "/settings", Collections.singletonMap("minimumLength", null))
          .expect(200);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> other.get("/password-policy").json().get("minimumLength").asInt() == 6);
  }

  @Test
  void aLimitHoldsOverBoth() throws Exception {
    List<Integer> statuses =
        inParallel(
            IntStream.range(0, 20)
                .mapToObj(i -> (Ask) () -> request(i % 2 == 0 ? one : other, "limit@example.com"))
                .toList());

    assertThat(statuses).containsOnly(202, 429);
    assertThat(Collections.frequency(statuses, 202)).isEqualTo(5);
  }

  @Test
  void whatAKilledReplicaAcceptedIsMailedByAnother() {
    one.customer("killed", "killed@example.com", "opensesame");
    Service victim = servers.service("replica-killed", SETTINGS);
    servers.mailbox().refuseConnections();
    try {
      assertThat(request(Client.of(servers, victim), "killed@example.com")).isEqualTo(202);
      victim.kill();
    } finally {
      servers.mailbox().acceptConnections();
    }

    // a claim of the dead replica ends with its lease
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !servers.mailbox().messagesTo("killed@example.com").isEmpty());
    String token = servers.mailbox().messagesTo("killed@example.com").getFirst().token();
    other.post("/password-resets/validate", Map.of("token", token)).expect(200);
  }

  @Test
  void aReplicaThatIsToldToStopIsGoneWithinTenSeconds() throws Exception {
    Service leaving = servers.service("replica-leaving", SETTINGS);
    one.customer("leaving", "leaving@example.com", "opensesame");
    assertThat(request(Client.of(servers, leaving), "leaving@example.com")).isEqualTo(202);
    long began = System.nanoTime();

    leaving.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(leaving.exitStatus().get()).isIn(0, 143);
    servers.mailbox().awaitMessageTo("leaving@example.com");
  }

  private static int request(Client client, String email) {
    return client.post("/password-resets", Map.of("email", email)).status();
  }

  private static List<Integer> inParallel(List<Ask> asks) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = threads.invokeAll(asks);
      return answers.stream().map(Future::resultNow).toList();
    }
  }

  /// Something that answers with a status.
  private interface Ask extends java.util.concurrent.Callable<Integer> {}
}
