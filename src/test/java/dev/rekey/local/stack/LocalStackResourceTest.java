package dev.rekey.local.stack;

import static io.restassured.RestAssured.given;

import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AllFeatures.class)
class LocalStackResourceTest {

  @Test
  void theApplicationBelievesTheProviderOfTheStackAndNobodyElse() {
    IdentityProvider provider = LocalStackResource.identityProvider();

    given()
        .auth()
        .oauth2(provider.token("anna", "store-admin"))
        .get("/customers")
        .then()
        .statusCode(200);
    given()
        .auth()
        .oauth2(provider.forgedToken("anna", "store-admin"))
        .get("/customers")
        .then()
        .statusCode(401);
  }

  @Test
  void theApplicationUsesTheDatabaseOfTheStack() throws SQLException {
    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM customers");
    }
  }
}
