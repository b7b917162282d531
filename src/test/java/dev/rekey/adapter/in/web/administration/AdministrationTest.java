package dev.rekey.adapter.in.web.administration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.IdentityProvider;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in: the sign-in, its cookies, and what they are good for.
@QuarkusTest
@TestProfile(AllFeatures.class)
class AdministrationTest {
  private static final String CUSTOMERS = "/administration/customers";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/administration",
        "/administration/",
        CUSTOMERS,
        CUSTOMERS + "/c-1",
        CUSTOMERS + "/c-1/force-sign-in",
        "/administration/settings"
      })
  void aStrangerIsSentToTheIdentityProvider(String path) {
    HttpBrowser.Page answer = stranger().get(path);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.location())
        .startsWith(LocalStackResource.identityProvider().issuer().toString())
        .contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=")
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fadministration%2Fsigned-in");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void noHeaderSaysWhereTheProviderSendsAdministratorsBackTo() {
    HttpBrowser.Page answer =
        stranger()
            .call(
                "GET",
                CUSTOMERS,
                null,
                Map.of(
                    "X-Forwarded-Host", "evil.example",
                    "X-Forwarded-Proto", "gopher",
                    "X-Forwarded-Prefix", "/evil",
                    "Forwarded", "host=evil.example;proto=https"));

    assertThat(answer.location())
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fadministration%2Fsigned-in")
        .doesNotContain("evil");
  }

  @Test
  void whoSignsInComesBackToWhereTheyWantedToBe() {
    HttpBrowser anna = stranger();
    HttpBrowser.Page away = anna.get(CUSTOMERS + "?query=nobody");
    HttpBrowser.Page back =
        HttpBrowser.atProvider(away.location(), "anna", "Anna", "customers:read");
    HttpBrowser.Page in = anna.get(back.location());

    assertThat(in.location()).isEqualTo(HttpBrowser.ORIGIN + CUSTOMERS + "?query=nobody");
    HttpBrowser.Page page = anna.get(CUSTOMERS + "?query=nobody");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Signed in as Anna", "value=\"nobody\"");
  }

  @Test
  void theSessionIsInCookiesThatNoScriptAndNoOtherPathGets() {
    HttpBrowser anna = stranger();
    HttpBrowser.Page away = anna.get(CUSTOMERS);
    HttpBrowser.Page back =
        HttpBrowser.atProvider(away.location(), "anna", "Anna", "customers:read");
    HttpBrowser.Page in = anna.get(back.location());

    for (HttpBrowser.Page answer : List.of(away, in)) {
      assertThat(answer.setCookies())
          .filteredOn(cookie -> cookie.startsWith("q_") && !cookie.contains("Max-Age=0"))
          .isNotEmpty()
          .allSatisfy(cookie ->
              assertThat(cookie)
                  .containsIgnoringCase("; HttpOnly")
                  .contains("; Path=/administration", "; SameSite=Lax")
                  .doesNotContain("Domain="));
    }
    assertThat(anna.session()).isNotEmpty();
    // a random key, and no token of the provider
    assertThat(anna.session().values()).allMatch(value -> value.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void noTokenIsOnAnyPage() {
    HttpBrowser anna = signedIn("store-admin");
    for (String page : List.of(CUSTOMERS, "/administration/settings")) {
      assertThat(anna.get(page).body()).doesNotContain("eyJ", "access_token", "id_token");
    }
  }

  @Test
  void theApiKnowsNoSession() {
    HttpBrowser anna = signedIn("store-admin");

    for (String path : List.of("/customers", "/settings", "/customers/administration")) {
      assertThat(anna.get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(anna.call("POST", "/customers/administration/force-sign-in", null).status())
        .isEqualTo(401);
  }

  @Test
  void aCustomerMayBeCalledLikeTheTenant() {
    String token = LocalStackResource.identityProvider().token("anna", "store-admin");

    HttpBrowser.Page answer =
        stranger()
            .call(
                "GET",
                "/customers/administration",
                null,
                Map.of("Authorization", "Bearer " + token));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("/problems/customer-not-found");
  }

  @Test
  void aBearerTokenOpensNoPage() {
    String token = LocalStackResource.identityProvider().token("anna", "store-admin");

    HttpBrowser.Page answer =
        stranger().call("GET", CUSTOMERS, null, Map.of("Authorization", "Bearer " + token));

    assertThat(answer.status()).isEqualTo(302);
  }

  @Test
  void whatIsNoSessionIsAStranger() {
    for (String value : List.of("x", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.a.b.c.d")) {
      HttpBrowser forger = stranger();
      forger.cookies().put("q_session_administration", value);

      assertThat(forger.get(CUSTOMERS).status()).as(value).isEqualTo(302);
    }
  }

  @Test
  void aReturnThatNobodyLeftForIsAPage() {
    HttpBrowser.Page answer = stranger().get("/administration/signed-in?code=x&state=y");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("Sign-in did not work");
  }

  @Test
  void whoSignsOutIsAStranger() {
    HttpBrowser anna = signedIn("store-admin");
    Map<String, String> before = Map.copyOf(anna.session());

    HttpBrowser.Page out = anna.submit(CUSTOMERS, "/administration/sign-out");

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.location())
        .startsWith(LocalStackResource.identityProvider().issuer().toString())
        .contains("post_logout_redirect_uri=", "client_id=rekey-administration")
        .doesNotContain("eyJ", "id_token");
    assertThat(before).isNotEmpty();
    assertThat(anna.session()).isEmpty();
    assertThat(anna.get(CUSTOMERS).status()).isEqualTo(302);
    assertThat(anna.get("/administration/signed-out").body()).contains("You are signed out.");
    HttpBrowser copy = stranger();
    copy.cookies().putAll(before);
    assertThat(copy.get(CUSTOMERS).status()).isEqualTo(302);
  }

  @Test
  void aLogoutAtTheProviderEndsTheSessions() {
    HttpBrowser anna = stranger().signIn("anna-elsewhere", "Anna", "store-admin");
    IdentityProvider provider = LocalStackResource.identityProvider();
    for (String token :
        List.of(
            "x",
            provider.token("anna-elsewhere", "store-admin"),
            provider.forgedToken("anna-elsewhere"),
            provider.logoutToken("anna-elsewhere", "another-client"))) {
      assertThat(logOut(token)).as(token).isEqualTo(400);
    }
    assertThat(logOut(provider.logoutToken("another", "rekey-administration"))).isEqualTo(200);
    assertThat(anna.get(CUSTOMERS).status()).isEqualTo(200);

    assertThat(logOut(provider.logoutToken("anna-elsewhere", "rekey-administration")))
        .isEqualTo(200);

    assertThat(anna.get(CUSTOMERS).status()).isEqualTo(302);
  }

  private static int logOut(String token) {
    return given()
        .formParam("logout_token", token)
        .post("/administration/back-channel-logout")
        .statusCode();
  }

  @Test
  void aFormOfSomebodyWhoseSessionHasEndedIsNotLostOnTheWay() {
    HttpBrowser anna = signedIn("store-admin");
    String token = anna.get(CUSTOMERS).formToken();
    anna.cookies().keySet().removeIf(name -> name.startsWith("q_"));

    HttpBrowser.Page answer = anna.post("/administration/settings", Map.of("form-token", token));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("Your sign-in has ended");
  }

  @Test
  void whoSignsOutWhenTheSessionHasEndedIsSignedOut() {
    HttpBrowser.Page answer = stranger().post("/administration/sign-out", Map.of());

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.location()).isEqualTo("/administration/signed-out");
  }

  @Test
  void aRefusedCallChangesNothingThatTheBrowserHolds() {
    Map<String, String> evil = Map.of("Origin", "https://evil.example");

    for (HttpBrowser.Page answer :
        List.of(
            stranger().post("/administration/settings", Map.of(), evil),
            stranger().post("/administration/customers", Map.of(), evil),
            stranger().get("/administration/signed-out"),
            stranger().get("/administration/signed-in"))) {
      assertThat(answer.setCookies()).noneMatch(cookie -> cookie.contains("rekey-browser"));
    }
  }

  private static HttpBrowser stranger() {
    return new HttpBrowser();
  }

  private static HttpBrowser signedIn(String... roles) {
    return stranger().signIn("anna", "Anna", roles);
  }
}
