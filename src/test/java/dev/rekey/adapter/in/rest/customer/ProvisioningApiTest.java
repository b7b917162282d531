package dev.rekey.adapter.in.rest.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shop's own system says who its customers are.
@QuarkusTest
@TestProfile(AllFeatures.class)
class ProvisioningApiTest extends ApiTest {

  @Test
  void theSameCallTwiceLeavesTheSameCustomer() {
    String id = unique("t");
    String body = "{\"email\":\"" + uniqueEmail() + "\",\"name\":\"Anna\",\"locale\":\"sv\"}";

    put(id, body).then().statusCode(201).header("Location", endsWith("/customers/" + id));
    put(id, body)
        .then()
        .statusCode(200)
        .header("Location", nullValue())
        .body("name", equalTo("Anna"))
        .body("locale", equalTo("sv"))
        .body("hasPassword", equalTo(false));
  }

  @Test
  void whatIsLeftOutTakesItsDefaultButThePasswordStays() {
    Account account =
        account(
            PASSWORD,
            "\"name\":\"Anna\",\"locale\":\"ja\",\"status\":\"disabled\",\"password\":\""
                + PASSWORD
                + "\"");
    signIn(account.email(), PASSWORD).then().statusCode(401);

    put(account.id(), "{\"email\":\"" + account.email() + "\"}")
        .then()
        .statusCode(200)
        .body("name", nullValue())
        .body("locale", equalTo("en"))
        .body("status", equalTo("active"))
        .body("hasPassword", equalTo(true));
    String session = signedIn(account);
    String token = resetToken(account);
    put(account.id(), "{\"email\":\"" + account.email() + "\",\"name\":\"Anna\"}")
        .then()
        .statusCode(200);
    me(session).then().statusCode(200).body("name", equalTo("Anna"));
    validate(token).then().statusCode(200);
  }

  @Test
  void twoCustomersOfAStoreNeverHaveOneAddress() {
    Account account = account();
    Account other = account();

    assertThat(problem(put(unique("t"), "{\"email\":\"" + account.email() + "\"}")))
        .isEqualTo("email-already-used");
    put(other.id(), "{\"email\":\"" + account.email().toUpperCase(java.util.Locale.ROOT) + "\"}")
        .then()
        .statusCode(409);
    customer(other).then().body("email", equalTo(other.email()));
  }

  @Test
  void aChangedAddressKillsTheLinksAlsoIfItIsChangedBack() {
    Account account = account();
    String token = resetToken(account);

    put(account.id(), "{\"email\":\"" + uniqueEmail() + "\"}").then().statusCode(200);
    validate(token).then().statusCode(410);
    put(account.id(), "{\"email\":\"" + account.email() + "\"}").then().statusCode(200);
    validate(token).then().statusCode(410);
    assertThat(problem(confirm(token, NEW_PASSWORD))).isEqualTo("reset-token-used");
    signedIn(account);
  }

  @Test
  void aNewPasswordEndsEverythingAndTheNoticeFollows() {
    Account account = account();
    String session = signedIn(account);
    String token = resetToken(account);

    Response weak =
        put(account.id(), "{\"email\":\"" + account.email() + "\",\"password\":\"short\"}");
    weak.then().statusCode(422).body("violations.rule", hasItem("minimum-length"));
    me(session).then().statusCode(200);
    put(
            account.id(),
            "{\"email\":\"" + account.email() + "\",\"password\":\"" + NEW_PASSWORD + "\"}")
        .then()
        .statusCode(200);
    me(session).then().statusCode(401);
    validate(token).then().statusCode(410);
    mailbox().awaitMessageTo(account.email(), 2);
    signedIn(account, NEW_PASSWORD);
    administrator("customers:read")
        .get("/customers/{id}/events", account.id())
        .then()
        .body("items.find { it.type == 'password-changed' }.means", equalTo("provisioning"));
  }

  @Test
  void anErasedCustomerIsGoneWithLinksAndTokens() {
    Account account = account();
    String session = signedIn(account);
    String token = resetToken(account);

    erase(account.id()).then().statusCode(204);
    erase(account.id()).then().statusCode(404);
    me(session).then().statusCode(401);
    assertThat(validate(token).statusCode()).isIn(404, 410);
    signIn(account.email(), PASSWORD).then().statusCode(401);
    customer(account).then().statusCode(404);
    put(account.id(), "{\"email\":\"" + account.email() + "\"}")
        .then()
        .statusCode(201)
        .body("hasPassword", equalTo(false))
        .body("hasOAuthTokens", equalTo(false));
    me(session).then().statusCode(401);
    assertThat(validate(token).statusCode()).isIn(404, 410);
  }

  @Test
  void anIdIsOfTheLettersThatTheContractNames() {
    String body = "{\"email\":\"" + uniqueEmail() + "\"}";
    for (String id : List.of("a b", "ä", "a".repeat(65), "a%25b", "a+b", "a:b", "a@b")) {
      storeAdmin()
          .urlEncodingEnabled(!id.contains("%"))
          .contentType(JSON)
          .body(body)
          .put("/customers/" + id)
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/id"));
    }
    String odd = "A.~_-" + unique("t");
    put(odd, body).then().statusCode(201);
    put("a".repeat(64), "{\"email\":\"" + uniqueEmail() + "\"}").then().statusCode(201);
    erase("a".repeat(64)).then().statusCode(204);
  }

  @Test
  void membersThatAreNoGoodArePointedOutTogether() {
    put(
            unique("t"),
            "{\"email\":\"x\",\"name\":\" \",\"locale\":\"e\",\"status\":\"dead\",\"store\":\"?\"}")
        .then()
        .statusCode(400)
        .body(
            "errors.pointer.sort()",
            equalTo(List.of("#/email", "#/locale", "#/name", "#/status", "#/store")));
  }

  private static Response erase(String id) {
    return administrator("customers:write").delete("/customers/{id}", id);
  }
}
