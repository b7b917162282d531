package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.fixture.SigningIssuersResource;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What clients find the calls of standards by.
@QuarkusTest
@TestProfile(AllFeatures.class)
class OAuthMetadataApiTest extends ApiTest {
  private static final String URL = SigningIssuersResource.PUBLIC_URL;

  @Test
  void whoeverIsRefusedFindsWhoGivesTokens() {
    visitor()
        .get("/.well-known/oauth-protected-resource")
        .then()
        .statusCode(200)
        .header("Cache-Control", "max-age=3600")
        .body("resource", equalTo(URL))
        .body("authorization_servers[0]", equalTo(identityProvider().issuer().toString()))
        .body("authorization_servers", hasItem(URL))
        .body("bearer_methods_supported", equalTo(List.of("header")));
  }

  @Test
  void theCallsOfTheStandardsAreWhereTheMetadataSays() {
    Response metadata = visitor().get("/.well-known/oauth-authorization-server");

    metadata.then().statusCode(200).body("issuer", equalTo(URL));
    Map.of(
            "introspection_endpoint", FORM,
            "revocation_endpoint", FORM,
            "global_token_revocation_endpoint", JSON)
        .forEach((endpoint, type) -> {
          String address = metadata.path(endpoint);
          // each of them is there, and closed to whoever has no token
          visitor()
              .contentType(type)
              .body("token=x")
              .post(address.substring(URL.length()))
              .then()
              .statusCode(401);
        });
  }

  @Test
  void noHeaderChangesAnAddress() {
    for (String path : List.of("oauth-protected-resource", "oauth-authorization-server")) {
      Response asked =
          visitor()
              .header("Host", "evil.example")
              .header("X-Forwarded-Host", "evil.example")
              .header("Forwarded", "host=evil.example")
              .get("/.well-known/" + path);

      assertThat(asked.statusCode()).isEqualTo(200);
      assertThat(asked.asString()).doesNotContain("evil");
    }
  }
}
