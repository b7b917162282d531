package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.fixture.GlobalRevocationServer;
import dev.rekey.local.profile.Outage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Another authorization server that is told of what is revoked here.
@QuarkusTest
@TestProfile(Outage.class)
class RemoteRevocationsApiTest extends ApiTest {
  private static final String ON_THE_TRAIL =
      "items.findAll { it.type == 'tokens-revoked-elsewhere' }";

  /// The first telling of a fresh service loads its classes; how long later ones take is bounded.
  @BeforeEach
  void itHasBeenTold() {
    Account account = account();
    signedIn(account);
    forceSignIn(account).then().statusCode(200);
  }

  @AfterEach
  void itIsUpAgain() {
    GlobalRevocationServer.answers(204);
  }

  @Test
  void itIsToldBeforeAForceSignInIsAnswered() {
    Account account = account();
    signedIn(account);

    forceSignIn(account).then().statusCode(200).body("pending", nullValue());

    assertThat(toldOf(account)).isEqualTo(1);
    events(account)
        .body(ON_THE_TRAIL + ".tokenStore", contains("erp"))
        .body(ON_THE_TRAIL + ".outcome", contains("success"))
        .body(ON_THE_TRAIL + ".actor.id", contains("anna"));
  }

  @Test
  void whileItIsDownTheAnswerSaysSoAndItIsToldWhenItIsBack() {
    Account account = account();
    String token = signedIn(account);
    GlobalRevocationServer.answers(503);

    forceSignIn(account)
        .then()
        .statusCode(200)
        .body("revokedTokens", equalTo(1))
        .body("pending", contains("erp"));

    me(token).then().statusCode(401);
    events(account).body(ON_THE_TRAIL + ".outcome", contains("failure"));
    GlobalRevocationServer.answers(204);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> events(account).body(ON_THE_TRAIL + ".outcome", contains("success", "failure")));
  }

  @Test
  void whileItHangsNobodyWaitsForLong() {
    Account account = account();
    signedIn(account);
    GlobalRevocationServer.answers(GlobalRevocationServer.HANGS);

    long begun = System.nanoTime();
    forceSignIn(account).then().statusCode(200).body("pending", contains("erp"));

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("the store has 30 seconds; whoever asked waits for three of them")
        .isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void itIsToldOfAPasswordThatTheShopsSystemSet() {
    Account account = account();
    signedIn(account);

    put(
            account.id(),
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(account.email(), NEW_PASSWORD))
        .then()
        .statusCode(200);

    assertThat(toldOf(account)).isEqualTo(1);
  }

  @Test
  void itIsToldOfEveryCustomerOfAForceSignInOfMany() {
    Account first = account();
    Account second = account();

    administrator("customers:force-sign-in")
        .contentType(JSON)
        .body(Map.of("customerIds", List.of(first.id(), second.id())))
        .post("/force-sign-ins")
        .then()
        .statusCode(202);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> toldOf(first) == 1 && toldOf(second) == 1);
  }

  @Test
  void itIsToldOfADisputedPassword() {
    Account account = account();
    requestReset(account.email()).then().statusCode(202);
    confirm(mailbox().awaitMessageTo(account.email()).token(), NEW_PASSWORD).then().statusCode(204);
    assertThat(toldOf(account)).isEqualTo(1);
    String token = disputeToken(mailbox().awaitMessageTo(account.email(), 2));

    visitor()
        .contentType(JSON)
        .body(Map.of("token", token))
        .post("/password-changes/dispute")
        .then()
        .statusCode(204);

    assertThat(toldOf(account)).isEqualTo(2);
  }

  @Test
  void itIsToldOfAChangedPassword() {
    Account account = account();
    String token = signedIn(account);

    bearer(token)
        .contentType(JSON)
        .body(
            "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(PASSWORD, NEW_PASSWORD))
        .put("/me/password")
        .then()
        .statusCode(204);

    assertThat(toldOf(account)).isEqualTo(1);
    events(account).body("items.type", hasItem("tokens-revoked-elsewhere"));
  }

  @Test
  void anAccountThatNeverHadATokenHereMayHaveOneThere() {
    Account standard = account();

    forceSignIn(standard).then().statusCode(200).body("revokedTokens", equalTo(0));

    assertThat(toldOf(standard)).isEqualTo(1);
  }

  private static ValidatableResponse events(Account account) {
    return administrator("customers:read")
        .get("/customers/{id}/events", account.id())
        .then()
        .statusCode(200);
  }

  private static long toldOf(Account account) {
    return GlobalRevocationServer.calls().stream()
        .filter(call -> call.body().contains("\"" + account.email() + "\""))
        .peek(call ->
            assertThat(call.authorization()).isEqualTo("Bearer " + GlobalRevocationServer.BEARER))
        .count();
  }
}
