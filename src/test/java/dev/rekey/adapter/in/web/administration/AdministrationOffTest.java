package dev.rekey.adapter.in.web.administration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.Minimal;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Off means not there.
@QuarkusTest
@TestProfile(Minimal.class)
class AdministrationOffTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/administration",
        "/administration/customers",
        "/administration/customers/c-1",
        "/administration/settings",
        "/administration/signed-in",
        "/administration/signed-out"
      })
  void noPageOfItIsThere(String path) {
    for (Response answer :
        new Response[] {
          given().redirects().follow(false).get(path),
          given().redirects().follow(false).post(path),
          given().redirects().follow(false).cookie("q_session_administration", "x").get(path)
        }) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.contentType()).isEqualTo("application/problem+json");
      assertThat(answer.headers().getValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aCustomerMayBeCalledLikeTheTenant() {
    Response answer =
        given()
            .header(
                "Authorization",
                "Bearer " + LocalStackResource.identityProvider().token("anna", "store-admin"))
            .get("/customers/administration");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.<String>path("type")).isEqualTo("/problems/customer-not-found");
  }
}
