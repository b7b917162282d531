package dev.rekey.adapter.in.web;

import static io.restassured.RestAssured.given;

import dev.rekey.local.LocalStackResource;
import dev.rekey.local.Mailbox;
import dev.rekey.message.Messages;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of pages have in common: customers of their own, and browsers without a script.
///
/// All tests come from one address, so that its limit is off, unless a test sets it.
abstract class PagesTest {
  static final String PASSWORD = "opensesame";
  static final String NEW_PASSWORD = "nine-lighthouses-sing";
  static final Messages MESSAGES = new Messages();

  /// One that no other test knows.
  record Account(String id, String email) {}

  @BeforeEach
  void oneAddressForAll() {
    set("{\"maxRequestsPerHourPerIp\":0}");
  }

  @AfterEach
  void leaveTheDefaults() {
    set(
        "{\"maxRequestsPerHourPerIp\":null,\"minInterval\":null,\"linkLifetime\":null,"
            + "\"minimumLength\":null,\"maxRequestsPerHour\":null,\"rejectCompromised\":null}");
  }

  static Mailbox mailbox() {
    return LocalStackResource.mailbox();
  }

  static RequestSpecification administrator() {
    return given()
        .header(
            "Authorization",
            "Bearer " + LocalStackResource.identityProvider().token("anna", "store-admin"));
  }

  static void set(String patch) {
    administrator()
        .contentType("application/json")
        .body(patch)
        .patch("/settings")
        .then()
        .statusCode(200);
  }

  static Account account() {
    return account("\"name\":\"Anna\"");
  }

  /// Provisions a customer with the usual password; `members` is more of the body.
  static Account account(String members) {
    String id = "w-" + UUID.randomUUID();
    Account account = new Account(id, id + "@example.com");
    administrator()
        .contentType("application/json")
        .body(
            "{\"email\":\"%s\",\"password\":\"%s\",%s}"
                .formatted(account.email(), PASSWORD, members))
        .put("/customers/{id}", id)
        .then()
        .statusCode(201);
    return account;
  }

  static String integration(Account account) {
    return administrator()
        .contentType("application/json")
        .body("{\"client\":\"erp\"}")
        .post("/customers/{id}/oauth-tokens", account.id())
        .then()
        .statusCode(201)
        .extract()
        .path("accessToken");
  }

  static Response me(String token) {
    return given().header("Authorization", "Bearer " + token).get("/me");
  }

  static int validated(String token) {
    return given()
        .contentType("application/json")
        .body("{\"token\":\"" + token + "\"}")
        .post("/password-resets/validate")
        .statusCode();
  }

  /// Asks for a link on the page, and takes the token out of the `n`-th mail.
  static String mailedToken(Account account, int n) {
    new HttpBrowser().fill("/forgot-password", "email", account.email());
    return mailbox().awaitMessageTo(account.email(), n).token();
  }

  /// A browser in which the customer is signed in.
  static HttpBrowser signedIn(Account account) {
    HttpBrowser browser = new HttpBrowser();
    HttpBrowser.Page answer =
        browser.fill("/sign-in", "email", account.email(), "password", PASSWORD);
    if (answer.status() != 303) {
      throw new AssertionError("Not signed in: " + answer);
    }
    return browser;
  }

  static String say(String key, Object... arguments) {
    return MESSAGES.text(Locale.ENGLISH, key, arguments);
  }
}
