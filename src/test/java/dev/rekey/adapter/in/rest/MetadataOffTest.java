package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.Minimal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Without a public address of the service there is no metadata.
@QuarkusTest
@TestProfile(Minimal.class)
class MetadataOffTest extends ApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"oauth-protected-resource", "oauth-authorization-server"})
  void noHeaderTakesThePlaceOfThePublicAddress(String name) {
    Response answer =
        visitor().header("X-Forwarded-Host", "rekey.shop.example").get("/.well-known/" + name);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(problem(answer)).isEqualTo("not-found");
  }
}
