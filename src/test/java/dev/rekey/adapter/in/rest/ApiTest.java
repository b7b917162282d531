package dev.rekey.adapter.in.rest;

import static io.restassured.RestAssured.given;

import dev.rekey.domain.settings.Setting;
import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.IdentityProvider;
import dev.rekey.local.stack.LocalStackResource;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of the API have in common: calls that are held against the contract, and
/// customers of their own.
///
/// All tests come from one address, so that its limit is off, unless a test sets it.
public abstract class ApiTest {
  public static final String JSON = "application/json";
  public static final String FORM = "application/x-www-form-urlencoded";
  public static final String PASSWORD = "opensesame";
  public static final String NEW_PASSWORD = "nine-lighthouses-sing";
  static final String ALL_RIGHTS = "store-admin";

  private static final OpenApiConformance CONFORMANCE = new OpenApiConformance();
  private static final RestAssuredConfig EXACT =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                  .defaultContentCharset("UTF-8"));

  /// One that no other test knows.
  public record Account(String id, String email, String password) {
    public String body() {
      return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }
  }

  @BeforeEach
  void startWithTheDefaultsButOneAddressForAll() {
    set(
        defaults()
            .replaceFirst("\"maxRequestsPerHourPerIp\":null", "\"maxRequestsPerHourPerIp\":0")
            .replaceFirst(
                "\"maxSignInFailuresPerHourPerIp\":null", "\"maxSignInFailuresPerHourPerIp\":0")
            // each notice is a mail of its own
            .replaceFirst("\"maxMailsPerHour\":null", "\"maxMailsPerHour\":0"));
  }

  @AfterEach
  void leaveTheDefaults() {
    set(defaults());
  }

  public static Mailbox mailbox() {
    return LocalStackResource.mailbox();
  }

  public static IdentityProvider identityProvider() {
    return LocalStackResource.identityProvider();
  }

  /// Somebody without a token.
  public static RequestSpecification visitor() {
    return given().config(EXACT).filter(CONFORMANCE).redirects().follow(false);
  }

  public static RequestSpecification bearer(String token) {
    return visitor().header("Authorization", "Bearer " + token);
  }

  /// An administrator called `anna` with these roles.
  public static RequestSpecification administrator(String... roles) {
    return bearer(identityProvider().token("anna", roles));
  }

  public static RequestSpecification storeAdmin() {
    return administrator(ALL_RIGHTS);
  }

  /// Changes settings for the test that is running.
  public static void set(String patch) {
    storeAdmin().contentType(JSON).body(patch).patch("/settings").then().statusCode(200);
  }

  public static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  public static String uniqueEmail() {
    return unique("anna") + "@example.com";
  }

  /// Provisions a customer with a password.
  public static Account account() {
    return account(PASSWORD, "\"password\":\"" + PASSWORD + "\"");
  }

  /// Provisions a customer; `members` is more of the body.
  public static Account account(String password, String members) {
    Account account = new Account(unique("t"), uniqueEmail(), password);
    put(account.id(), "{\"email\":\"" + account.email() + "\"," + members + "}")
        .then()
        .statusCode(201);
    return account;
  }

  public static Response put(String id, String body) {
    return storeAdmin().contentType(JSON).body(body).put("/customers/{id}", id);
  }

  public static Response post(String path, String body) {
    return visitor().contentType(JSON).body(body).post(path);
  }

  public static Response requestReset(String email) {
    return post("/password-resets", "{\"email\":\"" + email + "\"}");
  }

  /// Asks for a mail and takes the token out of the `n`-th that came.
  public static String resetToken(Account account, int n) {
    requestReset(account.email()).then().statusCode(202);
    return mailbox().awaitMessageTo(account.email(), n).token();
  }

  public static String resetToken(Account account) {
    return resetToken(account, 1);
  }

  public static Response validate(String token) {
    return post("/password-resets/validate", "{\"token\":\"" + token + "\"}");
  }

  public static Response confirm(String token, String password) {
    return confirm(token, password, null);
  }

  public static Response confirm(String token, String password, @Nullable String again) {
    return post(
        "/password-resets/confirm",
        "{\"token\":\"%s\",\"newPassword\":\"%s\"%s}"
            .formatted(
                token,
                password,
                again == null ? "" : ",\"newPasswordConfirmation\":\"" + again + "\""));
  }

  /// The secret of the link that a notice has.
  public static String disputeToken(dev.rekey.local.mailbox.Mail notice) {
    return notice.text().replaceFirst("(?s).*#dispute=([A-Za-z0-9_-]{43})\\s.*", "$1");
  }

  public static Response dispute(String token) {
    return post("/password-changes/dispute", "{\"token\":\"" + token + "\"}");
  }

  public static Response signIn(String email, String password) {
    return post("/sign-ins", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
  }

  /// Signs the customer in and answers the token.
  public static String signedIn(Account account, String password) {
    return signIn(account.email(), password).then().statusCode(200).extract().path("accessToken");
  }

  public static String signedIn(Account account) {
    return signedIn(account, account.password());
  }

  public static Response me(String token) {
    return bearer(token).get("/me");
  }

  /// Gives an integration a token for the customer.
  public static String integration(Account account, String client) {
    return issue(account, client).then().statusCode(201).extract().path("accessToken");
  }

  public static Response issue(Account account, String client) {
    return storeAdmin()
        .contentType(JSON)
        .body("{\"client\":\"" + client + "\"}")
        .post("/customers/{id}/oauth-tokens", account.id());
  }

  public static Response introspect(String token) {
    return administrator("oauth-tokens:introspect")
        .contentType(FORM)
        .body("token=" + token)
        .post("/oauth/introspect");
  }

  public static Response forceSignIn(Account account) {
    return administrator("customers:force-sign-in")
        .post("/customers/{id}/force-sign-in", account.id());
  }

  /// Names somebody by a format that has one member beside its name.
  public static Response revokeGlobally(String format, String member, String value) {
    return administrator("global-token-revocation")
        .contentType(JSON)
        .body("{\"sub_id\":{\"format\":\"%s\",\"%s\":\"%s\"}}".formatted(format, member, value))
        .post("/global-token-revocation");
  }

  public static Response startForceSignIns(String body, @Nullable String key) {
    RequestSpecification caller = administrator("customers:force-sign-in").contentType(JSON);
    return (key == null ? caller : caller.header("Idempotency-Key", key))
        .body(body)
        .post("/force-sign-ins");
  }

  public static Response customer(Account account) {
    return administrator("customers:read").get("/customers/{id}", account.id());
  }

  public static java.util.List<String> eventTypes(Account account) {
    return administrator("customers:read")
        .get("/customers/{id}/events", account.id())
        .then()
        .statusCode(200)
        .extract()
        .path("items.type");
  }

  /// The name of a problem, the last part of its type.
  public static String problem(Response response) {
    return response.<String>path("type").replace("/problems/", "");
  }

  /// Where the service listens, for those who speak HTTP themselves.
  static int port() {
    return RestAssured.port;
  }

  /// All headers that say something, without the clock.
  public static Map<String, String> headers(Response response) {
    return response.headers().asList().stream()
        .filter(header -> !header.getName().equalsIgnoreCase("Date"))
        .collect(
            Collectors.toMap(
                header -> header.getName().toLowerCase(java.util.Locale.ROOT),
                io.restassured.http.Header::getValue,
                (first, second) -> first + "\n" + second));
  }

  private static String defaults() {
    return Arrays.stream(Setting.values())
        .map(setting -> "\"" + setting.text() + "\":null")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
