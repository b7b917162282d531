package dev.rekey.adapter.in.rest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits, policy and lifetimes change while the service runs.
@QuarkusTest
@TestProfile(AllFeatures.class)
class SettingsApiTest extends ApiTest {

  @Test
  void theRolesOfAllClaimsCount() {
    String token =
        identityProvider().tokenWithRealmRole("anna", "customers:read", "settings:write");

    bearer(token).get("/customers").then().statusCode(200);
    bearer(token).get("/settings").then().statusCode(200);
    bearer(token).delete("/customers/nothing").then().statusCode(403);
  }

  @Test
  void nullBringsBackTheDefaultsOfTheContract() {
    set(
        "{\"maxRequestsPerHourPerIp\":null,\"maxSignInFailuresPerHourPerIp\":null,\"maxMailsPerHour\":null}");

    assertThat(settings())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("protection", "BY_IP_AND_EMAIL"),
                Map.entry("maxRequestsPerHour", 5),
                Map.entry("maxRequestsPerHourPerIp", 40),
                Map.entry("minInterval", "PT10M"),
                Map.entry("adminMaxRequestsPerHour", 5),
                Map.entry("linkLifetime", "PT24H"),
                Map.entry("minimumLength", 6),
                Map.entry("spacesAllowed", false),
                Map.entry("requiredCharacterClasses", 1),
                Map.entry("maximumLength", 256),
                Map.entry("rejectCompromised", false),
                Map.entry("lockoutFailures", 10),
                Map.entry("lockoutTime", "PT10M"),
                Map.entry("maxSignInFailuresPerHourPerIp", 60),
                Map.entry("maxPasswordChangesPerHour", 5),
                Map.entry("maxMailsPerHour", 10),
                Map.entry("accessTokenLifetime", "PT1H")));
  }

  @ParameterizedTest
  @CsvSource({"application/json", "application/merge-patch+json"})
  void aPatchChangesWhatItNamesAndLeavesTheRest(String mediaType) {
    patch(mediaType, "{\"minimumLength\":9,\"linkLifetime\":\"PT2H\"}")
        .then()
        .statusCode(200)
        .body("minimumLength", equalTo(9))
        .body("linkLifetime", equalTo("PT2H"))
        .body("maximumLength", equalTo(256));
    patch(mediaType, "{\"minimumLength\":null}")
        .then()
        .statusCode(200)
        .body("minimumLength", equalTo(6))
        .body("linkLifetime", equalTo("PT2H"));
    patch(mediaType, "{}").then().statusCode(200).body("linkLifetime", equalTo("PT2H"));
  }

  @Test
  void oneBadValueKeepsAllFromChanging() {
    Map<String, Object> before = settings();

    patch(JSON, "{\"minimumLength\":9,\"maxRequestsPerHour\":-1,\"colour\":1}")
        .then()
        .statusCode(400)
        .body("errors.pointer.sort()", equalTo(List.of("#/colour", "#/maxRequestsPerHour")));
    assertThat(settings()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protection              | "EVERYTHING"
          protection              | "by_ip"
          protection              | 1
          maxRequestsPerHour      | -1
          maxRequestsPerHour      | 1000001
          maxRequestsPerHour      | "5"
          maxRequestsPerHour      | 5.0
          maxRequestsPerHour      | 99999999999999999999999
          maxRequestsPerHour      | 1e3
          minInterval             | "PT-1S"
          minInterval             | "PT0.5S"
          minInterval             | 600
          minInterval             | "ten minutes"
          linkLifetime            | "PT0S"
          linkLifetime            | "P367D"
          linkLifetime            | "P1Y"
          minimumLength           | 0
          minimumLength           | 257
          maximumLength           | 63
          maximumLength           | 1025
          requiredCharacterClasses| 0
          requiredCharacterClasses| 5
          spacesAllowed           | "true"
          spacesAllowed           | 1
          rejectCompromised       | []
          lockoutTime             | {}
          accessTokenLifetime     | "PT0S"
          """)
  void aValueOutOfItsRangeIsPointedOut(String name, String value) {
    patch(JSON, "{\"" + name + "\":" + value + "}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/" + name));
  }

  @Test
  void theLeastLengthNeverExceedsTheGreatest() {
    set("{\"maximumLength\":64}");

    patch(JSON, "{\"minimumLength\":65}")
        .then()
        .statusCode(400)
        .body("errors.pointer.size()", equalTo(1))
        .body("errors.detail", hasItem(notNullValue()));
    set("{\"minimumLength\":65,\"maximumLength\":100}");
    patch(JSON, "{\"maximumLength\":64}").then().statusCode(400);
    assertThat(settings()).containsEntry("maximumLength", 100).containsEntry("minimumLength", 65);
  }

  @Test
  void leakedPasswordsAreRefusedAsSoonAsThatIsWished() {
    Account account = account();
    String token = resetToken(account);
    set("{\"rejectCompromised\":true}");

    confirm(token, "123456789")
        .then()
        .statusCode(422)
        .body("violations.rule", contains("compromised"));
    set("{\"rejectCompromised\":false}");
    confirm(token, "123456789").then().statusCode(204);
  }

  @Test
  void aNewPolicyCountsAtOnce() {
    Account account = account();
    String token = resetToken(account);
    set("{\"minimumLength\":30,\"requiredCharacterClasses\":3,\"spacesAllowed\":true}");

    visitor()
        .get("/password-policy")
        .then()
        .body("minimumLength", equalTo(30))
        .body("spacesAllowed", equalTo(true));
    validate(token).then().body("passwordPolicy.requiredCharacterClasses", equalTo(3));
    confirm(token, NEW_PASSWORD)
        .then()
        .statusCode(422)
        .body("violations.rule", contains("minimum-length", "character-classes"));
    confirm(token, "Nine lighthouses sing 9 times a day").then().statusCode(204);
  }

  @Test
  void aNewLimitForAddressesCountsAtOnceAndIsToldInTheHeaders() {
    requestReset(uniqueEmail()).then().statusCode(202);
    set("{\"maxRequestsPerHourPerIp\":1}");
    requestReset(uniqueEmail());

    Response refused = requestReset(uniqueEmail());
    refused
        .then()
        .statusCode(429)
        .header("RateLimit-Policy", equalTo("\"address\";q=1;w=3600"))
        .header("RateLimit", notNullValue());
    set("{\"protection\":\"BY_EMAIL\"}");
    requestReset(uniqueEmail()).then().statusCode(202);
  }

  @Test
  void theLimitForAnEmailIsNeverToldInFigures() {
    String email = uniqueEmail();
    set("{\"maxRequestsPerHour\":2,\"minInterval\":\"PT0S\"}");

    requestReset(email).then().statusCode(202);
    requestReset(email).then().statusCode(202);
    requestReset(email)
        .then()
        .statusCode(429)
        .header("RateLimit", nullValue())
        .header("RateLimit-Policy", nullValue());
    set("{\"protection\":\"BY_IP\"}");
    requestReset(email).then().statusCode(202);
    set("{\"protection\":\"NONE\",\"maxRequestsPerHourPerIp\":1}");
    requestReset(email).then().statusCode(202);
    requestReset(email).then().statusCode(202);
  }

  @Test
  void theIntervalHoldsForEverySpellingOfAnAddress() {
    Account account = account();
    requestReset(account.email()).then().statusCode(202);

    requestReset(account.email().toUpperCase(java.util.Locale.ROOT)).then().statusCode(429);
  }

  @Test
  void aLockEndsWithAResetAndTheLimitOfFailuresCanBeChanged() {
    Account account = account();
    set("{\"lockoutFailures\":2}");
    signIn(account.email(), "wrong").then().statusCode(401);
    signIn(account.email(), "wrong").then().statusCode(401);

    signIn(account.email(), PASSWORD).then().statusCode(401);
    customer(account).then().body("lockedUntil", notNullValue());
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    signedIn(account, NEW_PASSWORD);
    customer(account).then().body("lockedUntil", nullValue());
  }

  @Test
  void aNewLifetimeOfSignInsCountsAtOnce() {
    Account account = account();
    set("{\"accessTokenLifetime\":\"PT5M\"}");

    signIn(account.email(), PASSWORD).then().statusCode(200).body("expiresIn", equalTo(300));
  }

  private static Map<String, Object> settings() {
    return administrator("settings:write")
        .get("/settings")
        .then()
        .statusCode(200)
        .extract()
        .path("");
  }

  private static Response patch(String mediaType, String body) {
    return administrator("settings:write").contentType(mediaType).body(body).patch("/settings");
  }
}
