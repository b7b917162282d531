package dev.rekey.adapter.in.web.storefront;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.http.ResourceClasses;
import dev.rekey.local.profile.Minimal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where nobody switched them on there are no pages.
@QuarkusTest
@TestProfile(Minimal.class)
class PagesOffTest {

  @Test
  void everyPathOfThePagesIsAsUnknownAsAnyOther() {
    List<String> paths = new ArrayList<>();
    ResourceClasses.storefrontPages()
        .forEach(page -> paths.addAll(List.of("/" + page, "/stores/default/" + page)));
    paths.addAll(List.of("/assets/", "/assets/rekey.css", "/administration", "/stores"));
    for (String path : paths) {
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
        var answer = given().redirects().follow(false).request(method, path);
        var unknown = given().request(method, "/nothing-of-the-kind");

        assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(404);
        assertThat(answer.contentType())
            .as("%s %s", method, path)
            .isEqualTo("application/problem+json");
        assertThat(answer.asString()).as("%s %s", method, path).isEqualTo(unknown.asString());
        assertThat(answer.cookies()).as("%s %s", method, path).isEmpty();
      }
    }
  }
}
