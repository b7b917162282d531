package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.LocalStackResource;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
    HttpResponse<String> answer = stranger().get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Clerk.location(answer))
        .startsWith(LocalStackResource.identityProvider().issuer().toString())
        .contains("response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=")
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fadministration%2Fsigned-in");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void noHeaderSaysWhereTheProviderSendsAdministratorsBackTo() {
    HttpResponse<String> answer =
        stranger()
            .call(
                CUSTOMERS,
                "GET",
                HttpRequest.BodyPublishers.noBody(),
                Map.of(
                    "X-Forwarded-Host", "evil.example",
                    "X-Forwarded-Proto", "gopher",
                    "X-Forwarded-Prefix", "/evil",
                    "Forwarded", "host=evil.example;proto=https"));

    assertThat(Clerk.location(answer))
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fadministration%2Fsigned-in")
        .doesNotContain("evil");
  }

  @Test
  void whoSignsInComesBackToWhereTheyWantedToBe() {
    Clerk anna = stranger();
    HttpResponse<String> away = anna.get(CUSTOMERS + "?query=nobody");
    HttpResponse<String> back =
        Clerk.atProvider(Clerk.location(away), "anna", "Anna", "customers:read");
    HttpResponse<String> in = anna.get(Clerk.location(back).replace(Clerk.ADDRESS, ""));

    assertThat(Clerk.location(in)).isEqualTo(Clerk.ADDRESS + CUSTOMERS + "?query=nobody");
    HttpResponse<String> page = anna.get(CUSTOMERS + "?query=nobody");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Signed in as Anna", "value=\"nobody\"");
  }

  @Test
  void theSessionIsInCookiesThatNoScriptAndNoOtherPathGets() {
    Clerk anna = stranger();
    HttpResponse<String> away = anna.get(CUSTOMERS);
    HttpResponse<String> back =
        Clerk.atProvider(Clerk.location(away), "anna", "Anna", "customers:read");
    HttpResponse<String> in = anna.get(Clerk.location(back).replace(Clerk.ADDRESS, ""));

    for (HttpResponse<String> answer : List.of(away, in)) {
      assertThat(Clerk.setCookies(answer))
          .filteredOn(cookie -> cookie.startsWith("q_") && !cookie.contains("Max-Age=0"))
          .isNotEmpty()
          .allSatisfy(cookie ->
              assertThat(cookie)
                  .containsIgnoringCase("; HttpOnly")
                  .contains("; Path=/administration", "; SameSite=Lax")
                  .doesNotContain("Domain="));
    }
    assertThat(anna.session()).isNotEmpty();
    // encrypted by JWE (RFC 7516, section 3.1), and not a token of the provider's as it stands
    assertThat(anna.session().values())
        .allSatisfy(value -> {
          String[] parts = value.split("[.]", -1);
          assertThat(parts).hasSize(5);
          assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
              .contains("\"enc\":\"A256GCM\"");
        });
  }

  @Test
  void noTokenIsOnAnyPage() {
    Clerk anna = signedIn("store-admin");
    for (String page : List.of(CUSTOMERS, "/administration/settings")) {
      assertThat(anna.get(page).body()).doesNotContain("eyJ", "access_token", "id_token");
    }
  }

  @Test
  void theApiKnowsNoSession() {
    Clerk anna = signedIn("store-admin");

    for (String path : List.of("/customers", "/settings", "/customers/administration")) {
      assertThat(anna.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(
            anna.call(
                    "/customers/administration/force-sign-in",
                    "POST",
                    HttpRequest.BodyPublishers.noBody(),
                    Map.of())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void aCustomerMayBeCalledLikeTheTenant() {
    String token = LocalStackResource.identityProvider().token("anna", "store-admin");

    HttpResponse<String> answer =
        stranger()
            .call(
                "/customers/administration",
                "GET",
                HttpRequest.BodyPublishers.noBody(),
                Map.of("Authorization", "Bearer " + token));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/problems/customer-not-found");
  }

  @Test
  void aBearerTokenOpensNoPage() {
    String token = LocalStackResource.identityProvider().token("anna", "store-admin");

    HttpResponse<String> answer =
        stranger()
            .call(
                CUSTOMERS,
                "GET",
                HttpRequest.BodyPublishers.noBody(),
                Map.of("Authorization", "Bearer " + token));

    assertThat(answer.statusCode()).isEqualTo(302);
  }

  @Test
  void whatIsNoSessionIsAStranger() {
    for (String value : List.of("x", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.a.b.c.d")) {
      Clerk forger = stranger();
      forger.cookies().put("q_session_administration", value);

      assertThat(forger.get(CUSTOMERS).statusCode()).as(value).isEqualTo(302);
    }
  }

  @Test
  void aReturnThatNobodyLeftForIsAPage() {
    HttpResponse<String> answer = stranger().get("/administration/signed-in?code=x&state=y");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Sign-in did not work");
  }

  @Test
  void whoSignsOutIsAStranger() {
    Clerk anna = signedIn("store-admin");
    Map<String, String> before = Map.copyOf(anna.session());

    HttpResponse<String> out = anna.submit(CUSTOMERS, "/administration/sign-out", Map.of());

    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(Clerk.location(out))
        .startsWith(LocalStackResource.identityProvider().issuer().toString())
        .contains("post_logout_redirect_uri=", "client_id=rekey-administration")
        .doesNotContain("eyJ", "id_token");
    assertThat(before).isNotEmpty();
    assertThat(anna.session()).isEmpty();
    assertThat(anna.get(CUSTOMERS).statusCode()).isEqualTo(302);
    assertThat(anna.get("/administration/signed-out").body()).contains("You are signed out.");
  }

  @Test
  void aFormOfSomebodyWhoseSessionHasEndedIsNotLostOnTheWay() {
    Clerk anna = signedIn("store-admin");
    String token = Clerk.formToken(anna.get(CUSTOMERS));
    anna.cookies().keySet().removeIf(name -> name.startsWith("q_"));

    HttpResponse<String> answer =
        anna.post(
            "/administration/settings",
            Map.of("form-token", token),
            Map.of("Origin", Clerk.ADDRESS));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Your sign-in has ended");
  }

  @Test
  void whoSignsOutWhenTheSessionHasEndedIsSignedOut() {
    HttpResponse<String> answer =
        stranger().post("/administration/sign-out", Map.of(), Map.of("Origin", Clerk.ADDRESS));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Clerk.location(answer)).isEqualTo("/administration/signed-out");
  }

  @Test
  void aRefusedCallChangesNothingThatTheBrowserHolds() {
    Map<String, String> evil = Map.of("Origin", "https://evil.example");

    for (HttpResponse<String> answer :
        List.of(
            stranger().post("/administration/settings", Map.of(), evil),
            stranger().post("/administration/customers", Map.of(), evil),
            stranger().get("/administration/signed-out"),
            stranger().get("/administration/signed-in"))) {
      assertThat(Clerk.setCookies(answer)).noneMatch(cookie -> cookie.contains("rekey-browser"));
    }
  }

  private static Clerk stranger() {
    return new Clerk(RestAssured.port);
  }

  private static Clerk signedIn(String... roles) {
    return stranger().signIn("anna", "Anna", roles);
  }
}
