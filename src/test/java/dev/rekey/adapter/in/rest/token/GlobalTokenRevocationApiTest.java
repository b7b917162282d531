package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Force sign-in as other systems send it.
@QuarkusTest
@TestProfile(AllFeatures.class)
class GlobalTokenRevocationApiTest extends ApiTest {

  @ParameterizedTest
  @ValueSource(strings = {"sub_id", "subject"})
  void everythingEndsUnderBothNamesOfTheMember(String member) {
    Account account = account();
    String session = signedIn(account);
    String token = integration(account, "erp");

    Response answer =
        send(
            "{\"%s\":{\"format\":\"email\",\"email\":\"%s\"}}"
                .formatted(member, account.email().toUpperCase(Locale.ROOT)));

    answer.then().statusCode(204).body(equalTo(""));
    me(session).then().statusCode(401);
    me(token).then().statusCode(401);
    me(signedIn(account)).then().statusCode(200);
  }

  @Test
  void anIssuerThatIsConfiguredNamesCustomersByTheirIds() {
    Account account = account();
    String session = signedIn(account);
    String subject = "{\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"%s\",\"sub\":\"%s\"}}";

    Response foreign = send(subject.formatted("https://other.example", "auth0|" + account.id()));
    foreign.then().statusCode(404);
    assertThat(problem(foreign)).isEqualTo("issuer-not-found");
    me(session).then().statusCode(200);
    send(subject.formatted(LocalStackResource.SUBJECT_ISSUER, account.id())).then().statusCode(204);
    me(session).then().statusCode(401);
    // as often as one likes
    send(subject.formatted(LocalStackResource.SUBJECT_ISSUER, account.id())).then().statusCode(204);
  }

  @Test
  void aStandardAccountIsNoFault() {
    revokeGlobally("opaque", "id", account().id()).then().statusCode(204);
  }

  @ParameterizedTest
  @CsvSource({
    "email, email, nobody@example.com, 404, customer-not-found",
    "opaque, id, nobody-at-all, 404, customer-not-found",
    "email, email, nonsense, 422, unprocessable-subject",
    "opaque, id, a b, 422, unprocessable-subject"
  })
  void whoeverItCannotBeIsTold(
      String format, String member, String value, int status, String type) {
    Response answer = revokeGlobally(format, member, value);

    answer.then().statusCode(status);
    assertThat(problem(answer)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sub_id\":null}",
        "{\"sub_id\":{}}",
        "{\"sub_id\":\"c-1001\"}",
        "{\"sub_id\":{\"format\":\"phone_number\",\"phone_number\":\"+1\"}}",
        "{\"sub_id\":{\"format\":7,\"id\":\"c-1\"}}",
        "{\"sub_id\":{\"format\":\"email\"}}",
        "{\"sub_id\":{\"format\":\"email\",\"email\":[\"a@example.com\"]}}",
        "{\"sub_id\":{\"format\":\"email\",\"email\":\"a@example.com\",\"id\":\"c-1\"}}",
        "{\"sub_id\":{\"format\":\"iss_sub\",\"sub\":\"c-1\"}}",
        "{\"sub_id\":{\"format\":\"opaque\",\"id\":\"c-1\",\"id\":\"c-2\"}}",
        "{\"sub_id\":{\"format\":\"opaque\",\"id\":\"c-1\"},\"events\":{}}",
        "{\"sub_id\":{\"format\":\"opaque\",\"id\":\"c-1\"},\"subject\":{\"format\":\"opaque\",\"id\":\"c-1\"}}"
      })
  void whatNamesNobodyIsRefused(String body) {
    Response answer = send(body);

    answer.then().statusCode(400);
    assertThat(problem(answer)).isEqualTo("invalid-request");
  }

  @Test
  void theAuditTrailNamesTheSender() {
    Account account = account();
    signedIn(account);

    revokeGlobally("opaque", "id", account.id()).then().statusCode(204);

    storeAdmin()
        .get("/customers/{id}/events", account.id())
        .then()
        .body("items.find { it.type == 'tokens-revoked' }.actor.id", equalTo("anna"))
        .body("items.find { it.type == 'tokens-revoked' }.count", equalTo(1));
  }

  private static Response send(String body) {
    return administrator("global-token-revocation")
        .contentType(JSON)
        .body(body)
        .post("/global-token-revocation");
  }
}
