package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of configured origins, and nobody else's, hear from the service.
@QuarkusTest
@TestProfile(AllFeatures.class)
class CorsFilterTest {
  private static final String SHOP = AllFeatures.SHOP;

  @ParameterizedTest
  @ValueSource(strings = {SHOP, "http://localhost:5173"})
  void aPageOfAConfiguredOriginIsToldAlsoOfErrors(String origin) {
    Response preflight =
        from(origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type")
            .options("/password-resets");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Content-Type");

    for (Response answer :
        java.util.List.of(
            from(origin).get("/password-policy"),
            from(origin).get("/me"),
            from(origin).get("/nothing"),
            from(origin).contentType("application/json").body("{").post("/password-resets"),
            from(origin)
                .contentType("application/json")
                .body("x".repeat(20_000))
                .post("/sign-ins"))) {
      assertThat(answer.headers().getValues("Access-Control-Allow-Origin"))
          .as("%d", answer.statusCode())
          .containsExactly(origin);
      assertThat(answer.headers().getValues("Vary")).contains("Origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "*",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "https://SHOP.example",
        "https://shop.example/",
        "https://a@shop.example",
        "http://localhost:51730"
      })
  void aPageOfAnotherOriginIsToldNothing(String origin) {
    Response preflight =
        from(origin).header("Access-Control-Request-Method", "POST").options("/password-resets");
    Response answer = from(origin).get("/password-policy");

    for (Response one : java.util.List.of(preflight, answer)) {
      assertThat(one.headers().asList())
          .noneMatch(header ->
              header.getName().toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
      assertThat(one.headers().getValues("Vary")).contains("Origin");
    }
  }

  @Test
  void noPageMaySendCredentialsOfTheBrowser() {
    assertThat(from(SHOP).get("/password-policy").header("Access-Control-Allow-Credentials"))
        .isNull();
    assertThat(
            from(SHOP)
                .header("Access-Control-Request-Method", "PUT")
                .options("/me/password")
                .header("Access-Control-Allow-Credentials"))
        .isNull();
  }

  private static RequestSpecification from(String origin) {
    return RestAssured.given().header("Origin", origin);
  }
}
