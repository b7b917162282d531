package dev.rekey.adapter.in.web.storefront;

import static io.restassured.RestAssured.given;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.LocalStackResource;
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
public abstract class StorefrontIntegrationTest {
  public static final String PASSWORD = "opensesame";
  public static final String NEW_PASSWORD = "nine-lighthouses-sing";
  static final Messages MESSAGES = new Messages();

  /// One that no other test knows.
  public record Account(String id, String email) {}

  @BeforeEach
  void oneAddressForAll() {
    set(
        "{\"maxRequestsPerHourPerIp\":0,\"maxSignInFailuresPerHourPerIp\":0,\"maxMailsPerHour\":0}");
  }

  @AfterEach
  void leaveTheDefaults() {
    set(
        "{\"maxRequestsPerHourPerIp\":null,\"maxSignInFailuresPerHourPerIp\":null,\"maxMailsPerHour\":null,\"minInterval\":null,\"linkLifetime\":null,"
            + "\"minimumLength\":null,\"maxRequestsPerHour\":null,\"rejectCompromised\":null}");
  }

  public static Mailbox mailbox() {
    return LocalStackResource.mailbox();
  }

  static RequestSpecification administrator() {
    return given()
        .header(
            "Authorization",
            "Bearer " + LocalStackResource.identityProvider().token("anna", "store-admin"));
  }

  public static void set(String patch) {
    administrator()
        .contentType("application/json")
        .body(patch)
        .patch("/settings")
        .then()
        .statusCode(200);
  }

  public static Account account() {
    return account("\"name\":\"Anna\"");
  }

  /// Provisions a customer with the usual password; `members` is more of the body.
  public static Account account(String members) {
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

  public static String integration(Account account) {
    return administrator()
        .contentType("application/json")
        .body("{\"client\":\"erp\"}")
        .post("/customers/{id}/oauth-tokens", account.id())
        .then()
        .statusCode(201)
        .extract()
        .path("accessToken");
  }

  public static Response me(String token) {
    return given().header("Authorization", "Bearer " + token).get("/me");
  }

  public static int validated(String token) {
    return given()
        .contentType("application/json")
        .body("{\"token\":\"" + token + "\"}")
        .post("/password-resets/validate")
        .statusCode();
  }

  /// Asks for a link on the page, and takes the token out of the `n`-th mail.
  public static String mailedToken(Account account, int n) {
    new HttpBrowser().fill("/forgot-password", "email", account.email());
    return mailbox().awaitMessageTo(account.email(), n).token();
  }

  /// A browser in which the customer is signed in.
  public static HttpBrowser signedIn(Account account) {
    HttpBrowser browser = new HttpBrowser();
    HttpBrowser.Page answer =
        browser.fill("/sign-in", "email", account.email(), "password", PASSWORD);
    if (answer.status() != 303) {
      throw new AssertionError("Not signed in: " + answer);
    }
    return browser;
  }

  public static String say(String key, Object... arguments) {
    return MESSAGES.text(Locale.ENGLISH, key, arguments);
  }
}
