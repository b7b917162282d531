package dev.rekey.adapter.in.rest.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.Minimal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// An answer never tells whether there is an account, or in what state it is.
@QuarkusTest
@TestProfile(Minimal.class)
class SamenessTest extends ApiTest {

  /// All that a caller sees. The clock is left out, and the seconds of `Retry-After`, which count
  /// down.
  private record Seen(int status, Map<String, String> headers, String body) {
    static Seen of(Response response) {
      Map<String, String> headers = new LinkedHashMap<>(ApiTest.headers(response));
      headers.computeIfPresent(
          "retry-after",
          (name, seconds) -> Integer.parseInt(seconds) / 60 >= 9 ? "minutes" : seconds);
      return new Seen(response.statusCode(), headers, response.asString());
    }
  }

  @Test
  void aResetRequestIsAnsweredAlikeForEveryAddress() {
    alike(email -> List.of(Seen.of(requestReset(email))), 202);
  }

  @Test
  void threeQuickRequestsAreAnsweredAlikeForEveryAddress() {
    alike(SamenessTest::threeRequests, 202, 429, 429);
    set("{\"minInterval\":\"PT0S\",\"maxRequestsPerHour\":2}");
    alike(SamenessTest::threeRequests, 202, 202, 429);
  }

  @Test
  void aMailServerThatRefusesConnectionsChangesNoAnswerAndLosesNoMail() {
    Account account = account();
    mailbox().refuseConnections();
    try {
      alike(SamenessTest::threeRequests, 202, 429, 429);
      requestReset(account.email()).then().statusCode(202);
    } finally {
      mailbox().acceptConnections();
    }
    assertThat(mailbox().awaitMessageTo(account.email()).token()).hasSize(43);
  }

  @Test
  void aRequestThatIsNoGoodIsAnsweredAlikeForEveryAddress() {
    alike(
        email ->
            List.of(
                Seen.of(post("/password-resets", "{\"email\":\"" + email + "\",\"store\":1}")),
                Seen.of(post("/password-resets", "{\"email\":\"" + email + "\",\"store\":\"x\"}")),
                Seen.of(post("/password-resets", "{\"email\":\"" + email + "\",\"x\":1}"))),
        400,
        400,
        400);
  }

  @Test
  void aFailedSignInIsAnsweredAlikeForEveryAddress() {
    alike(email -> List.of(Seen.of(signIn(email, "wrong-password"))), 401);
  }

  @Test
  void theRightPasswordOfALockedOrDisabledAccountIsAnsweredAsAWrongOne() {
    Map<String, String> addresses = addresses();
    Seen wrong = Seen.of(signIn(addresses.getOrDefault("known", ""), "wrong-password"));

    assertThat(wrong.status()).isEqualTo(401);
    for (String state : List.of("locked", "disabled", "unknown", "without a password")) {
      assertThat(Seen.of(signIn(addresses.getOrDefault(state, ""), PASSWORD)))
          .as(state)
          .isEqualTo(wrong);
    }
  }

  @Test
  void anUnknownAddressLocksAsAKnownOneDoes() {
    set("{\"lockoutFailures\":2}");
    alike(
        email ->
            List.of(
                Seen.of(signIn(email, "wrong-1")),
                Seen.of(signIn(email, "wrong-2")),
                Seen.of(signIn(email, "wrong-3"))),
        401,
        401,
        401);
  }

  private static void alike(Function<String, List<Seen>> calls, int... statuses) {
    List<Seen> first = new ArrayList<>();
    addresses()
        .forEach((state, email) -> {
          List<Seen> seen = calls.apply(email);
          assertThat(seen).extracting(Seen::status).as(state).containsExactly(box(statuses));
          if (first.isEmpty()) {
            first.addAll(seen);
          }
          assertThat(seen).as(state).isEqualTo(first);
        });
  }

  private static List<Seen> threeRequests(String email) {
    return List.of(
        Seen.of(requestReset(email)), Seen.of(requestReset(email)), Seen.of(requestReset(email)));
  }

  /// An address in each state that it can be in.
  private static Map<String, String> addresses() {
    Account locked = account();
    for (int i = 0; i < 10; i++) {
      signIn(locked.email(), "wrong").then().statusCode(401);
    }
    String status = "\"status\":\"disabled\",\"password\":\"" + PASSWORD + "\"";
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("known", account().email());
    addresses.put("unknown", uniqueEmail());
    addresses.put("disabled", account(PASSWORD, status).email());
    addresses.put("locked", locked.email());
    addresses.put("without a password", account("", "\"name\":\"Anna\"").email());
    return addresses;
  }

  private static Integer[] box(int... numbers) {
    return java.util.Arrays.stream(numbers).boxed().toArray(Integer[]::new);
  }
}
