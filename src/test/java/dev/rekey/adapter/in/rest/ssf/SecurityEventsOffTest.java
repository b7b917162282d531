package dev.rekey.adapter.in.rest.ssf;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.Minimal;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Without a key to sign with there are no streams, and nobody is told of them.
@QuarkusTest
@TestProfile(Minimal.class)
class SecurityEventsOffTest {
  @Test
  void everyPathOfStreamsIsAsUnknownAsAnyOther() {
    String token = LocalStackResource.identityProvider().token("anna", "security-events:manage");
    String unknown = given().get("/nothing-of-the-kind").asString();
    for (String path :
        List.of(
            "/.well-known/ssf-configuration",
            "/event-streams",
            "/event-streams/8a1f0c52-6f0e-4b5e-9a55-0f3f0a4a5b11",
            "/ssf/jwks",
            "/ssf/streams",
            "/ssf/streams/8a1f0c52-6f0e-4b5e-9a55-0f3f0a4a5b11/poll",
            "/ssf/status",
            "/ssf/verify")) {
      for (String method : List.of("GET", "HEAD", "POST", "PATCH", "DELETE")) {
        var answer = given().header("Authorization", "Bearer " + token).request(method, path);

        assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(404);
        if (!method.equals("HEAD")) {
          assertThat(answer.asString()).as("%s %s", method, path).isEqualTo(unknown);
        }
      }
    }
  }
}
