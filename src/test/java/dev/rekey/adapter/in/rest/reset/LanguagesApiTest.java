package dev.rekey.adapter.in.rest.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.message.Messages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers are answered in the language that they ask for, and customers are written to in theirs.
@QuarkusTest
@TestProfile(AllFeatures.class)
class LanguagesApiTest extends ApiTest {
  private static final Messages MESSAGES = new Messages();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                        | en
          en                          | en
          en-GB                       | en
          sv                          | sv
          sv-FI                       | sv
          SV-fi                       | sv
          fr-CA, en;q=0.5             | fr
          fr-CA-x-private             | fr
          ja-JP                       | ja
          ja-Jpan-JP                  | ja
          zh-CN                       | zh-Hans
          zh-Hans                     | zh-Hans
          zh-Hans-CN                  | zh-Hans
          zh-SG                       | zh-Hans
          zh                          | zh-Hans
          zh-Hant                     | en
          zh-TW                       | en
          de                          | en
          de, sv;q=0.1                | sv
          en;q=0.1, ja;q=0.9          | ja
          sv;q=0, fr                  | fr
          *                           | en
          de-DE, *;q=0.1              | en
          xx-yy-zz                    | en
          1234                        | en
          ;;                          | en
          """)
  void theLanguageAskedForIsLookedUp(@Nullable String wish, String language) {
    RequestSpecification caller =
        wish == null ? visitor() : visitor().header("Accept-Language", wish);
    Response answer = caller.get("/me");
    assertThat(answer.headers().getValues("Vary")).contains("Accept-Language");
    answer
        .then()
        .statusCode(401)
        .header("Content-Language", equalTo(language))
        .body(
            "title",
            equalTo(
                MESSAGES.text(Locale.forLanguageTag(language), "problem.unauthenticated.title")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "fr", "ja", "zh-Hans"})
  void everyErrorIsToldInTheLanguageAskedFor(String tag) {
    Locale language = Locale.forLanguageTag(tag);
    Account account = account();
    String spent = resetToken(account);
    confirm(spent, NEW_PASSWORD).then().statusCode(204);
    Account taken = account();
    String live = resetToken(taken);
    Map<String, Function<RequestSpecification, Response>> errors =
        Map.ofEntries(
            Map.entry("invalid-request", as -> as.body("{").post("/password-resets")),
            Map.entry(
                "invalid-credentials",
                as -> as.body(taken.body().replace(PASSWORD, "x")).post("/sign-ins")),
            Map.entry("not-found", as -> as.get("/nothing")),
            Map.entry("method-not-allowed", as -> as.get("/password-resets")),
            Map.entry("not-acceptable", as -> as.accept("image/png").get("/password-policy")),
            Map.entry(
                "content-too-large", as -> as.body("x".repeat(20_000)).post("/password-resets")),
            Map.entry(
                "unsupported-media-type",
                as -> as.contentType("text/plain").body("{}").post("/password-resets")),
            Map.entry(
                "reset-token-unknown",
                as -> as.body("{\"token\":\"x\"}").post("/password-resets/validate")),
            Map.entry(
                "reset-token-used",
                as -> as.body("{\"token\":\"" + spent + "\"}").post("/password-resets/validate")),
            Map.entry(
                "password-rejected",
                as ->
                    as.body("{\"token\":\"" + live + "\",\"newPassword\":\"x\"}")
                        .post("/password-resets/confirm")),
            Map.entry(
                "too-many-requests",
                as -> as.body("{\"email\":\"" + taken.email() + "\"}").post("/password-resets")));
    errors.forEach((name, call) ->
        told(
            name,
            language,
            call.apply(visitor().header("Accept-Language", tag).contentType(JSON))));
    Map<String, Function<RequestSpecification, Response>> ofAdministrators =
        Map.of(
            "customer-not-found",
            as -> as.get("/customers/{id}", unique("nobody")),
            "oauth-token-not-found",
            as -> as.delete("/customers/{id}/oauth-tokens/x", taken.id()),
            "issuer-not-found",
            as ->
                as.contentType(JSON)
                    .body("{\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"x\",\"sub\":\"y\"}}")
                    .post("/global-token-revocation"),
            "unprocessable-subject",
            as ->
                as.contentType(JSON)
                    .body("{\"sub_id\":{\"format\":\"email\",\"email\":\"nonsense\"}}")
                    .post("/global-token-revocation"),
            "force-sign-in-not-found",
            as -> as.get("/force-sign-ins/x"),
            "customer-has-no-oauth-tokens",
            as -> as.post("/customers/{id}/force-sign-in", taken.id()),
            "email-already-used",
            as ->
                as.contentType(JSON)
                    .body("{\"email\":\"" + taken.email() + "\"}")
                    .put("/customers/{id}", unique("t")));
    ofAdministrators.forEach((name, call) ->
        told(name, language, call.apply(storeAdmin().header("Accept-Language", tag))));
    told(
        "forbidden",
        language,
        administrator("customers:read").header("Accept-Language", tag).get("/settings"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "fr", "ja", "zh-Hans"})
  void whatIsWrongWithAMemberOrAPasswordIsToldInTheLanguageAskedFor(String tag) {
    Locale language = Locale.forLanguageTag(tag);
    String token = resetToken(account());

    visitor()
        .header("Accept-Language", tag)
        .contentType(JSON)
        .body("{\"email\":1}")
        .post("/password-resets")
        .then()
        .body("errors[0].detail", equalTo(MESSAGES.text(language, "invalid.type-string")));
    visitor()
        .header("Accept-Language", tag)
        .contentType(JSON)
        .body("{\"token\":\"" + token + "\",\"newPassword\":\"x\"}")
        .post("/password-resets/confirm")
        .then()
        .body(
            "violations[0].message",
            equalTo(MESSAGES.text(language, "password.minimum-length", 6)));
    visitor()
        .header("Accept-Language", tag)
        .contentType(JSON)
        .body("{\"email\":\"" + uniqueEmail() + "\"}")
        .post("/password-resets")
        .then()
        .statusCode(202)
        .header("Content-Language", equalTo(tag))
        .body("message", equalTo(MESSAGES.text(language, "request.accepted")));
  }

  @ParameterizedTest
  @CsvSource({
    "en,en",
    "sv,sv",
    "sv-FI,sv",
    "fr,fr",
    "ja,ja",
    "zh-Hans,zh-Hans",
    "zh-CN,zh-Hans",
    "de,en"
  })
  void mailsAreInTheCustomersLanguageWhateverTheBrowserSays(String locale, String spoken) {
    Locale language = Locale.forLanguageTag(spoken);
    Account account =
        account(
            PASSWORD,
            "\"name\":\"Åsa 山田\",\"locale\":\"" + locale + "\",\"password\":\"" + PASSWORD + "\"");

    visitor()
        .header("Accept-Language", "fr")
        .contentType(JSON)
        .body("{\"email\":\"" + account.email() + "\"}")
        .post("/password-resets")
        .then()
        .statusCode(202);
    Mail reset = mailbox().awaitMessageTo(account.email());
    assertThat(reset.subject())
        .isEqualTo(MESSAGES.text(language, "mail.reset.subject", "Demo Store"));
    assertThat(reset.text()).contains(MESSAGES.text(language, "mail.reset.greeting", "Åsa 山田"));
    assertThat(reset.html())
        .contains(MESSAGES.text(language, "mail.reset.body", "Demo Store"))
        .contains(MESSAGES.text(language, "mail.reset.button"))
        .contains("lang=\"" + spoken + "\"");
    assertThat(reset.from()).contains("no-reply@demo-store.example");
    confirm(reset.token(), NEW_PASSWORD).then().statusCode(204);
    Mail notice = mailbox().awaitMessageTo(account.email(), 2);
    assertThat(notice.subject())
        .isEqualTo(MESSAGES.text(language, "mail.notice.subject", "Demo Store"));
    assertThat(notice.html()).contains(MESSAGES.text(language, "mail.notice.effect"));
  }

  @Test
  void theMailThatSupportStartsSaysSo() {
    Account account = account();
    administrator("customers:reset-password")
        .header("Accept-Language", "sv")
        .post("/customers/{id}/password-resets", account.id())
        .then()
        .statusCode(202)
        .header("Content-Language", equalTo("sv"));

    assertThat(mailbox().awaitMessageTo(account.email()).html())
        .contains(MESSAGES.text(Locale.ENGLISH, "mail.reset.body-administrator", "Demo Store"));
  }

  @Test
  void thePageOfAProblemIsInTheLanguageAskedForToo() {
    for (String name : List.of("reset-token-used", "internal-error", "temporarily-unavailable")) {
      visitor()
          .header("Accept-Language", "sv")
          .get("/problems/{name}", name)
          .then()
          .statusCode(200)
          .contentType("text/html")
          .header("Content-Language", equalTo("sv"))
          .body(
              containsString(
                  MESSAGES.text(Locale.forLanguageTag("sv"), "problem." + name + ".title")));
    }
  }

  private static void told(String name, Locale language, Response answer) {
    assertThat(problem(answer)).isEqualTo(name);
    assertThat(answer.header("Content-Language")).as(name).isEqualTo(language.toLanguageTag());
    assertThat(answer.<String>path("title"))
        .as(name)
        .isEqualTo(MESSAGES.text(language, "problem." + name + ".title"));
    assertThat(answer.<String>path("detail")).as(name).isNotEmpty().doesNotContain("{", "}");
  }
}
