package dev.rekey.adapter.in.rest.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A customer who forgot the password, and one who has it.
@QuarkusTest
@TestProfile(AllFeatures.class)
class StorefrontApiTest extends ApiTest {

  @Test
  void aForgottenPasswordIsReplacedAndEverythingOldEnds() {
    Account account = account();
    String session = signedIn(account);
    String integration = integration(account, "erp");

    requestReset(account.email()).then().statusCode(202);
    Mail mail = mailbox().awaitMessageTo(account.email());
    String token = mail.token();
    assertThat(mail.link()).startsWith("http://localhost:8080/reset-password#token=");
    me(session).then().statusCode(200);
    signIn(account.email(), PASSWORD).then().statusCode(200);

    String first = validate(token).then().statusCode(200).extract().asString();
    assertThat(validate(token).then().statusCode(200).extract().asString()).isEqualTo(first);
    confirm(token, "short")
        .then()
        .statusCode(422)
        .body("violations.rule", hasItem("minimum-length"));
    confirm(token, NEW_PASSWORD, NEW_PASSWORD + "!")
        .then()
        .statusCode(422)
        .body("violations.rule", equalTo(List.of("confirmation")));
    validate(token).then().statusCode(200);
    confirm(token, NEW_PASSWORD, NEW_PASSWORD).then().statusCode(204);

    Mail notice = mailbox().awaitMessageTo(account.email(), 2);
    assertThat(notice.text()).contains("http://localhost:8080/forgot-password");
    assertThat(notice.text()).doesNotContain("#token=");
    signIn(account.email(), PASSWORD).then().statusCode(401);
    me(session).then().statusCode(401);
    me(integration).then().statusCode(401);
    assertThat(introspect(integration).asString()).isEqualTo("{\"active\":false}");
    me(signedIn(account, NEW_PASSWORD)).then().statusCode(200).body("id", equalTo(account.id()));
    assertThat(confirm(token, NEW_PASSWORD + "2").statusCode()).isEqualTo(410);
    signedIn(account, NEW_PASSWORD);
  }

  @Test
  void earlierLinksWorkUntilOneOfThemIsUsed() {
    set("{\"minInterval\":\"PT0S\"}");
    Account account = account();
    String first = resetToken(account, 1);
    String second = resetToken(account, 2);

    validate(first).then().statusCode(200);
    confirm(first, NEW_PASSWORD).then().statusCode(204);
    confirm(second, PASSWORD).then().statusCode(410);
    signedIn(account, NEW_PASSWORD);
  }

  @Test
  void aCustomerWhoNeverHadAPasswordSetsTheFirstOne() {
    Account account = account(NEW_PASSWORD, "\"name\":\"Anna\"");
    signIn(account.email(), NEW_PASSWORD).then().statusCode(401);

    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    signedIn(account);
  }

  @Test
  void aPasswordThatIsTheAddressOrHoldsASpaceIsRefused() {
    Account account = account();
    String token = resetToken(account);

    confirm(token, account.email())
        .then()
        .statusCode(422)
        .body("violations.rule", hasItem("same-as-email"));
    for (String space : List.of(" ", "\\u00a0", "\\u3000", "\\t", "\\n", "\\u2003")) {
      confirm(token, "nine" + space + "lighthouses")
          .then()
          .statusCode(422)
          .body("violations.rule", hasItem("spaces"));
    }
    confirm(token, "x".repeat(257)).then().body("violations.rule", hasItem("maximum-length"));
    confirm(token, "\ud83d\udd11".repeat(6)).then().statusCode(204);
    signedIn(account, "\ud83d\udd11".repeat(6));
  }

  @Test
  void aSignedInCustomerChangesThePasswordAndStaysSignedIn() {
    Account account = account();
    String here = signedIn(account);
    String elsewhere = signedIn(account);
    String integration = integration(account, "erp");
    String link = resetToken(account);

    change(here, PASSWORD, NEW_PASSWORD).then().statusCode(204);
    me(here).then().statusCode(200);
    me(elsewhere).then().statusCode(401);
    me(integration).then().statusCode(401);
    validate(link).then().statusCode(410);
    mailbox().awaitMessageTo(account.email(), 2);
    signIn(account.email(), PASSWORD).then().statusCode(401);
    signedIn(account, NEW_PASSWORD);
    change(elsewhere, NEW_PASSWORD, PASSWORD).then().statusCode(401);
  }

  @Test
  void aWrongCurrentPasswordIsRefusedAndCountsTowardsTheLock() {
    set("{\"lockoutFailures\":2}");
    Account account = account();
    String session = signedIn(account);

    for (int i = 0; i < 2; i++) {
      change(session, "wrong", NEW_PASSWORD)
          .then()
          .statusCode(422)
          .body("violations.rule", equalTo(List.of("current-password")));
    }
    change(session, PASSWORD, NEW_PASSWORD).then().statusCode(422);
    signIn(account.email(), PASSWORD).then().statusCode(401);
    customer(account).then().body("lockedUntil", notNullValue());
  }

  @Test
  void signingOutEndsThatSignInAlone() {
    Account account = account();
    String here = signedIn(account);
    String elsewhere = signedIn(account);

    bearer(here).delete("/sign-ins/current").then().statusCode(204);
    bearer(here).delete("/sign-ins/current").then().statusCode(401);
    me(here).then().statusCode(401);
    me(elsewhere).then().statusCode(200);
  }

  @Test
  void anUnknownStoreIsRefusedWhateverTheAddress() {
    for (String email : List.of(account().email(), uniqueEmail())) {
      post("/password-resets", "{\"email\":\"" + email + "\",\"store\":\"nowhere\"}")
          .then()
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("#/store")));
    }
    visitor().queryParam("store", "nowhere").get("/password-policy").then().statusCode(400);
  }

  private static Response change(String token, String current, String replacement) {
    return bearer(token)
        .contentType(JSON)
        .body("{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}".formatted(current, replacement))
        .put("/me/password");
  }
}
