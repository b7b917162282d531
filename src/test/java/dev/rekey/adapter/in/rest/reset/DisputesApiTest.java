package dev.rekey.adapter.in.rest.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.adapter.in.rest.RacesTest;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A customer who gets notice of a change that was somebody else's.
@QuarkusTest
@TestProfile(AllFeatures.class)
public class DisputesApiTest extends ApiTest {
  private static final String THIEFS = "thiefs-own-password";

  @Test
  void aCustomerWhoseAccountWasTakenOverGetsItBackWithTheLinkOfTheNotice() {
    Account account = account();
    String thief = takenOver(account);
    String integration = integration(account, "erp");
    Mail notice = mailbox().awaitMessageTo(account.email());
    assertThat(notice.text()).contains("http://localhost:8080/not-me#dispute=");
    assertThat(notice.html()).contains("http://localhost:8080/not-me#dispute=");
    String token = disputeToken(notice);
    String second = signedIn(account, THIEFS);

    dispute(token).then().statusCode(204);

    me(thief).then().statusCode(401);
    me(second).then().statusCode(401);
    me(integration).then().statusCode(401);
    signIn(account.email(), THIEFS).then().statusCode(401);
    signIn(account.email(), PASSWORD).then().statusCode(401);
    customer(account).then().body("hasPassword", equalTo(false));
    assertThat(eventTypes(account)).contains("password-disputed", "tokens-revoked");

    Mail reset = mailbox().awaitMessageTo(account.email(), 2);
    assertThat(reset.link()).startsWith("http://localhost:8080/reset-password#token=");
    confirm(reset.token(), NEW_PASSWORD).then().statusCode(204);
    me(signedIn(account, NEW_PASSWORD)).then().statusCode(200);

    // its own link is spent, and would not shut the customer out either
    dispute(token).then().statusCode(410).body("type", equalTo("/problems/dispute-token-used"));
    me(signedIn(account, NEW_PASSWORD)).then().statusCode(200);
  }

  @Test
  void theMailComesAlsoWhereTheLimitsAreUsedUp() {
    Account account = account();
    takenOver(account);
    String token = disputeToken(mailbox().awaitMessageTo(account.email()));
    set("{\"maxRequestsPerHour\":1,\"minInterval\":\"PT0S\"}");
    requestReset(account.email()).then().statusCode(202);
    requestReset(account.email()).then().statusCode(429);
    mailbox().awaitMessageTo(account.email(), 2);

    dispute(token).then().statusCode(204);

    String reset = mailbox().awaitMessageTo(account.email(), 3).token();
    confirm(reset, NEW_PASSWORD).then().statusCode(204);
  }

  @Test
  void readingTheLinkChangesNothing() {
    Account account = account();
    String thief = takenOver(account);
    String token = disputeToken(mailbox().awaitMessageTo(account.email()));

    for (String method : List.of("GET", "HEAD")) {
      assertThat(visitor().request(method, "/password-changes/dispute").statusCode())
          .isEqualTo(405);
    }

    me(thief).then().statusCode(200);
    dispute(token).then().statusCode(204);
  }

  @Test
  void ofFiftyCallsWithOneTokenOneWinsAndMakesOneMail() {
    Account account = account();
    takenOver(account);
    String token = disputeToken(mailbox().awaitMessageTo(account.email()));

    List<Response> answers =
        RacesTest.atOnce(
            IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> dispute(token))
                .toList());

    assertThat(answers).filteredOn(one -> one.statusCode() == 204).hasSize(1);
    assertThat(answers).extracting(Response::statusCode).isSubsetOf(204, 410, 503).contains(410);
    mailbox().awaitMessageTo(account.email(), 2);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> mailbox().messagesTo(account.email()).size() == 2);
  }

  @Test
  void aTokenThatNobodyHasIsUnknown() {
    for (String token :
        List.of("x", "a".repeat(43), "EXAMPLE-dispute-token-not-a-real-secret-000")) {
      Response answer = dispute(token);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(problem(answer)).isEqualTo("dispute-token-unknown");
    }
    for (String body : List.of("{}", "{\"token\":\"\"}", "{\"token\":1}", "{\"token\":[\"x\"]}")) {
      post("/password-changes/dispute", body).then().statusCode(400);
    }
  }

  /// A thief who is signed in changes the password. Answers that sign-in, which lives on.
  public static String takenOver(Account account) {
    String thief = signedIn(account);
    bearer(thief)
        .contentType(JSON)
        .body("{\"currentPassword\":\"" + PASSWORD + "\",\"newPassword\":\"" + THIEFS + "\"}")
        .put("/me/password")
        .then()
        .statusCode(204);
    me(thief).then().statusCode(200);
    return thief;
  }
}
