package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Integrations are given tokens, resource servers ask about them, and both kinds of owner end
/// them.
@QuarkusTest
@TestProfile(AllFeatures.class)
class OAuthTokensApiTest extends ApiTest {

  @Test
  void aTokenIsShownOnceAndListedWithoutItsSecret() {
    Account account = account();
    Response issued = issue(account, "erp");
    String id = issued.path("id");
    String token = issued.path("accessToken");

    issued
        .then()
        .statusCode(201)
        .header("Location", endsWith("/customers/" + account.id() + "/oauth-tokens/" + id));
    String list =
        tokens(account)
            .then()
            .statusCode(200)
            .body("items.id", contains(id))
            .body("items.client", contains("erp"))
            .extract()
            .asString();
    assertThat(list).doesNotContain(token).doesNotContain("accessToken");
    customer(account).then().body("hasOAuthTokens", equalTo(true));
  }

  @Test
  void theListTellsFromWhereATokenCameAndWhenAndFromWhereItWasUsed() {
    Account account = account();
    String session = signedIn(account);
    String used = integration(account, "erp");
    integration(account, "never-used");
    tokens(account)
        .then()
        .body("items.issuedFrom", everyItem(equalTo("127.0.0.1")))
        .body("items.lastUsedAt", everyItem(nullValue()));

    me(session).then().statusCode(200);
    introspect(used).then().body("active", equalTo(true));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            tokens(account)
                .then()
                .body("items.find { it.client == 'storefront' }.lastUsedAt", notNullValue())
                .body("items.find { it.client == 'storefront' }.lastUsedFrom", equalTo("127.0.0.1"))
                .body("items.find { it.client == 'erp' }.lastUsedAt", notNullValue())
                .body("items.find { it.client == 'erp' }.lastUsedFrom", nullValue())
                .body("items.find { it.client == 'never-used' }.lastUsedAt", nullValue()));
  }

  @Test
  void aTokenThatDoesNotCountLeavesNoTrace() {
    Account account = account();
    Response issued = issue(account, "erp");
    String other = signedIn(account);
    delete(account.id(), issued.path("id")).then().statusCode(204);

    me(issued.path("accessToken")).then().statusCode(401);
    introspect(issued.path("accessToken")).then().body("active", equalTo(false));
    me(other).then().statusCode(200);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            tokens(account)
                .then()
                .body("items.find { it.client == 'storefront' }.lastUsedAt", notNullValue()));
    tokens(account).then().body("items.find { it.client == 'erp' }.lastUsedAt", nullValue());
  }

  @Test
  void oneTokenIsRevokedAndTheOthersLive() {
    Account account = account();
    Response issued = issue(account, "erp");
    String other = integration(account, "loyalty");

    for (int time = 0; time < 2; time++) {
      delete(account.id(), issued.path("id")).then().statusCode(204);
    }
    me(issued.path("accessToken")).then().statusCode(401);
    me(other).then().statusCode(200);
    tokens(account)
        .then()
        .body("items.find { it.client == 'erp' }.revokedAt", notNullValue())
        .body("items.find { it.client == 'loyalty' }.revokedAt", nullValue());
  }

  @Test
  void aTokenIsRevokedOnlyThroughItsOwnCustomer() {
    Account account = account();
    Account other = account();
    Response issued = issue(account, "erp");

    assertThat(problem(delete(other.id(), issued.path("id")))).isEqualTo("oauth-token-not-found");
    assertThat(problem(delete(account.id(), "no-such-token"))).isEqualTo("oauth-token-not-found");
    assertThat(problem(delete(unique("nobody"), issued.path("id"))))
        .isEqualTo("customer-not-found");
    me(issued.path("accessToken")).then().statusCode(200);
  }

  @Test
  void introspectionTellsWhatATokenIsForAsLongAsItCounts() {
    Account account = account();
    String token =
        storeAdmin()
            .contentType(JSON)
            .body("{\"client\":\"erp\",\"scope\":\"orders:read profile\",\"expiresIn\":3600}")
            .post("/customers/{id}/oauth-tokens", account.id())
            .then()
            .statusCode(201)
            .body("expiresIn", equalTo(3600))
            .extract()
            .path("accessToken");

    introspect(token)
        .then()
        .statusCode(200)
        .body("active", equalTo(true))
        .body("sub", equalTo(account.id()))
        .body("client_id", equalTo("erp"))
        .body("scope", equalTo("orders:read profile"));
    Response answer = introspect(token);
    assertThat(answer.<Integer>path("exp") - answer.<Integer>path("iat")).isEqualTo(3600);
    put(account.id(), "{\"email\":\"" + account.email() + "\",\"status\":\"disabled\"}")
        .then()
        .statusCode(200);
    for (String dead : List.of(token, "nonsense", "a".repeat(43), "x".repeat(5000))) {
      assertThat(introspect(dead).asString()).isEqualTo("{\"active\":false}");
    }
    me(token).then().statusCode(401);
  }

  @Test
  void anIntegrationGivesItsOwnTokenBackAndMayRepeatIt() {
    Account account = account();
    String token = integration(account, "erp");
    String other = integration(account, "loyalty");

    for (int time = 0; time < 2; time++) {
      revoke(bearer(token), token).then().statusCode(200);
    }
    me(token).then().statusCode(401);
    me(other).then().statusCode(200);
  }

  @Test
  void theTokenOfADisabledAccountCanStillBeGivenBack() {
    Account account = account();
    String token = integration(account, "erp");
    put(account.id(), "{\"email\":\"" + account.email() + "\",\"status\":\"disabled\"}")
        .then()
        .statusCode(200);

    revoke(bearer(token), token).then().statusCode(200);

    put(account.id(), "{\"email\":\"" + account.email() + "\"}").then().statusCode(200);
    me(token).then().statusCode(401);
  }

  @Test
  void noTokenEndsAnotherAndAnUnknownOneIsNothingToEnd() {
    Account account = account();
    String token = integration(account, "erp");
    String other = integration(account(), "erp");

    revoke(bearer(token), other).then().statusCode(403);
    revoke(administrator("customers:read"), other).then().statusCode(403);
    me(other).then().statusCode(200);
    revoke(bearer(token), "b".repeat(43)).then().statusCode(200);
    revoke(bearer(token), "nonsense").then().statusCode(200);
    revoke(visitor(), other).then().statusCode(401);
    revoke(bearer("b".repeat(43)), other).then().statusCode(401);
    revoke(bearer("nonsense"), other).then().statusCode(401);
    me(other).then().statusCode(200);
  }

  @Test
  void whoIssuesTokensMayRevokeAny() {
    Account account = account();
    String token = integration(account, "erp");

    revoke(administrator("oauth-tokens:write"), "c".repeat(43)).then().statusCode(200);
    revoke(administrator("oauth-tokens:write"), token).then().statusCode(200);
    me(token).then().statusCode(401);
    assertThat(eventTypes(account)).contains("oauth-token-issued", "oauth-token-revoked");
  }

  @Test
  void formsIgnoreWhatTheyDoNotKnowAndTakeTheTokenOnce() {
    String token = integration(account(), "erp");
    RequestSpecification introspector = administrator("oauth-tokens:introspect");
    introspector
        .contentType(FORM)
        .body("colour=red&token=" + token + "&token_type_hint=refresh_token&y=")
        .post("/oauth/introspect")
        .then()
        .statusCode(200)
        .body("active", equalTo(true));
    for (String form :
        List.of("", "token=", "token", "tokens=x", "token=a&token=b", "token=%zz", "%zz=a")) {
      administrator("oauth-tokens:introspect")
          .contentType(FORM)
          .body(form)
          .post("/oauth/introspect")
          .then()
          .statusCode(400);
      bearer(token).contentType(FORM).body(form).post("/oauth/revoke").then().statusCode(400);
    }
    me(token).then().statusCode(200);
  }

  @Test
  void theTokenOfAnIntegrationReadsTheProfileAndNoMore() {
    Account account = account();
    String token = integration(account, "erp");

    me(token).then().statusCode(200);
    bearer(token)
        .contentType(JSON)
        .body("{\"currentPassword\":\"" + PASSWORD + "\",\"newPassword\":\"" + NEW_PASSWORD + "\"}")
        .put("/me/password")
        .then()
        .statusCode(403);
    bearer(token).delete("/sign-ins/current").then().statusCode(403);
    signedIn(account);
  }

  @Test
  void noIntegrationPassesForTheStorefront() {
    issue(account(), "storefront")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/client"));
  }

  private static Response tokens(Account account) {
    return administrator("oauth-tokens:write").get("/customers/{id}/oauth-tokens", account.id());
  }

  private static Response delete(String customer, String token) {
    return administrator("oauth-tokens:write")
        .delete("/customers/{id}/oauth-tokens/{token}", customer, token);
  }

  private static Response revoke(RequestSpecification caller, String token) {
    return caller.contentType(FORM).body("token=" + token).post("/oauth/revoke");
  }
}
