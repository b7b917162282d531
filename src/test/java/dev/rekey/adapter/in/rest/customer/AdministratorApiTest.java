package dev.rekey.adapter.in.rest.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Support finds a customer and helps, without ever seeing a secret.
@QuarkusTest
@TestProfile(AllFeatures.class)
class AdministratorApiTest extends ApiTest {

  @Test
  void aCustomerIsFoundByTheWholeAddressAndReadById() {
    Account account = account();

    find(account.email()).body("items.id", contains(account.id())).body("nextCursor", nullValue());
    find(account.email().toUpperCase(java.util.Locale.ROOT))
        .body("items.id", contains(account.id()));
    customer(account)
        .then()
        .statusCode(200)
        .body("email", equalTo(account.email()))
        .body("hasPassword", equalTo(true))
        .body("hasOAuthTokens", equalTo(false))
        .body("tokensValidFrom", nullValue());
  }

  @Test
  void aPartOfANameFindsItsCustomerAndAWildcardStandsForItself() {
    String name = unique("Zoë");
    Account account = account(PASSWORD, "\"name\":\"" + name + "\"");

    find(name.substring(0, 20)).body("items.id", contains(account.id()));
    find(name.substring(0, 5) + "%" + name.substring(name.length() - 5)).body("items", empty());
    find(name.substring(0, 15) + "_" + name.substring(16)).body("items", empty());
    find(account.id().replace('-', '*')).body("items", empty());
    find("\\").body("items", empty());
    find("%%%").body("items", empty());
    find("___").body("items", empty());
  }

  @Test
  void aWholeAddressFindsExactlyItsAccount() {
    Account account = account();
    Account longer = new Account(unique("t"), "x" + account.email(), PASSWORD);
    put(longer.id(), "{\"email\":\"" + longer.email() + "\"}").then().statusCode(201);

    find(account.email()).body("items.id", contains(account.id()));
    find(account.email().substring(1)).body("items", empty());
  }

  @Test
  void pagesFollowOneAnotherByTheirCursorWithoutAGapOrARepetition() {
    String common = unique("page");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Account account = account(PASSWORD, "\"name\":\"" + common + " " + i + "\"");
      ids.add(account.id());
    }

    List<String> found = new ArrayList<>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      var call = administrator("customers:read").queryParam("query", common).queryParam("limit", 2);
      var page =
          (cursor == null ? call : call.queryParam("cursor", cursor))
              .get("/customers")
              .then()
              .statusCode(200)
              .extract();
      found.addAll(page.<List<String>>path("items.id"));
      cursor = page.path("nextCursor");
      pages++;
    } while (cursor != null);

    assertThat(pages).isEqualTo(3);
    assertThat(found).containsExactlyInAnyOrderElementsOf(ids).isSorted();
  }

  @Test
  void aBadLimitOrCursorIsPointedOut() {
    for (String limit : List.of("0", "201", "-1", "x", "1.5", "9999999999", "+5")) {
      administrator("customers:read")
          .queryParam("limit", limit)
          .get("/customers")
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/limit"));
    }
    Account account = account();
    for (String path : List.of("", "/" + account.id() + "/events")) {
      for (String cursor : List.of("%", "!!!", "AAAA", "a".repeat(500))) {
        administrator("customers:read")
            .queryParam("cursor", cursor)
            .get("/customers" + path)
            .then()
            .statusCode(400)
            .body("errors.pointer", contains("#/cursor"));
      }
    }
    administrator("customers:read")
        .queryParam("query", "a".repeat(255))
        .get("/customers")
        .then()
        .statusCode(400);
    administrator("customers:read")
        .queryParam("store", "nowhere")
        .get("/customers")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/store"));
  }

  @Test
  void supportStartsAResetAndTheMailGoesToTheCustomerAlone() {
    Account account = account();

    String answer =
        administrator("customers:reset-password")
            .post("/customers/{id}/password-resets", account.id())
            .then()
            .statusCode(202)
            .extract()
            .asString();
    Mail mail = mailbox().awaitMessageTo(account.email());
    assertThat(answer).doesNotContain(mail.token()).doesNotContain(account.email());
    confirm(mail.token(), NEW_PASSWORD).then().statusCode(204);
    confirm(mail.token(), NEW_PASSWORD).then().statusCode(410);
    signedIn(account, NEW_PASSWORD);
  }

  @Test
  void theVisitorsLimitDoesNotKeepSupportFromHelping() {
    Account account = account();
    requestReset(account.email()).then().statusCode(202);
    requestReset(account.email()).then().statusCode(429);

    for (int i = 0; i < 5; i++) {
      administrator("customers:reset-password")
          .contentType(JSON)
          .body("{}")
          .post("/customers/{id}/password-resets", account.id())
          .then()
          .statusCode(202);
    }
    administrator("customers:reset-password")
        .post("/customers/{id}/password-resets", account.id())
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .header("RateLimit", nullValue());
    mailbox().awaitMessageTo(account.email(), 6);
  }

  @Test
  void aForcedSignInEndsEveryTokenAndCountsThem() {
    Account account = account();
    String session = signedIn(account);
    String first = integration(account, "erp");
    String second = integration(account, "loyalty");

    forceSignIn(account)
        .then()
        .statusCode(200)
        .body("revokedTokens", equalTo(3))
        .body("tokensValidFrom", notNullValue());
    for (String token : List.of(session, first, second)) {
      me(token).then().statusCode(401);
      assertThat(introspect(token).asString()).isEqualTo("{\"active\":false}");
    }
    forceSignIn(account).then().statusCode(200).body("revokedTokens", equalTo(0));
    me(signedIn(account)).then().statusCode(200);
    customer(account).then().body("tokensValidFrom", notNullValue());
  }

  @Test
  void aForcedSignInOfAStandardAccountIsAConflictUntilItWasGivenAToken() {
    Account account = account();

    forceSignIn(account).then().statusCode(409);
    String session = signedIn(account);
    bearer(session).delete("/sign-ins/current").then().statusCode(204);
    forceSignIn(account).then().statusCode(200).body("revokedTokens", equalTo(0));
  }

  @Test
  void nobodyIsHelpedWhoIsNotThere() {
    Account nobody = new Account(unique("nobody"), uniqueEmail(), PASSWORD);
    customer(nobody).then().statusCode(404).body("type", equalTo("/problems/customer-not-found"));
    forceSignIn(nobody).then().statusCode(404);
    administrator("customers:read")
        .get("/customers/{id}/events", nobody.id())
        .then()
        .statusCode(404);
    administrator("customers:reset-password")
        .post("/customers/{id}/password-resets", nobody.id())
        .then()
        .statusCode(404);
  }

  private static ValidatableResponse find(String query) {
    return administrator("customers:read")
        .queryParam("query", query)
        .get("/customers")
        .then()
        .statusCode(200);
  }
}
