package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.fixture.SigningIssuer;
import dev.rekey.local.fixture.SigningIssuersResource;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Force sign-in as Okta's Universal Logout sends it: signed, and with no token of the
/// administrators' provider.
@QuarkusTest
@TestProfile(AllFeatures.class)
class SignedRevocationApiTest extends ApiTest {
  private static final String HERE = SigningIssuersResource.PUBLIC_URL + "/global-token-revocation";
  private static final int AT_ONCE = 20;

  @Test
  void aSignedCallEndsEverythingOnce() {
    Account account = account();
    String session = signedIn(account);
    String token = integration(account, "erp");
    String call = SigningIssuersResource.okta().call(HERE);

    send(call, account).then().statusCode(204).body(equalTo(""));
    me(session).then().statusCode(401);
    me(token).then().statusCode(401);

    String later = signedIn(account);
    Response again = send(call, account);
    again.then().statusCode(401);
    assertThat(problem(again)).isEqualTo("unauthenticated");
    assertThat(again.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    me(later).then().statusCode(200);
  }

  @Test
  void ofTwentyAtOnceExactlyOneIsCarriedOut() throws InterruptedException, ExecutionException {
    Account account = account();
    signedIn(account);
    String signed = SigningIssuersResource.okta().call(HERE);
    Callable<Integer> call = () -> send(signed, account).statusCode();
    List<Integer> statuses;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statuses =
          threads.invokeAll(Stream.generate(() -> call).limit(AT_ONCE).toList()).stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 401);
    assertThat(eventTypes(account)).containsOnlyOnce("tokens-revoked");
  }

  @Test
  void theAuditTrailNamesTheIssuer() {
    Account account = account();
    signedIn(account);

    send(SigningIssuersResource.okta().call(HERE), account).then().statusCode(204);

    storeAdmin()
        .get("/customers/{id}/events", account.id())
        .then()
        .body(
            "items.find { it.type == 'tokens-revoked' }.actor.id",
            equalTo(SigningIssuersResource.okta().issuer()));
  }

  static Stream<String> whatDoesNotCount() {
    SigningIssuer okta = SigningIssuersResource.okta();
    Map<String, Object> old = okta.claims(HERE, Instant.now().minusSeconds(360));
    Map<String, Object> long6 = okta.claims(HERE, Instant.now());
    long6.put("exp", Instant.now().getEpochSecond() + 360);
    Map<String, Object> token = okta.header();
    token.put("typ", "JWT");
    Map<String, Object> unsigned = okta.header();
    unsigned.put("alg", "none");
    return Stream.of(
        okta.call("https://elsewhere.example/global-token-revocation"),
        okta.call("http://localhost:" + RestAssured.port + "/global-token-revocation"),
        okta.sign(okta.header(), old),
        okta.sign(okta.header(), long6),
        okta.sign(token, okta.claims(HERE, Instant.now())),
        SigningIssuer.sign(unsigned, "{}", null),
        SigningIssuer.of(okta.issuer(), "k1").call(HERE),
        SigningIssuer.of("https://evil.example", "k1").call(HERE),
        okta.call(HERE) + "x",
        "nonsense",
        "");
  }

  @ParameterizedTest
  @MethodSource("whatDoesNotCount")
  void whatDoesNotCountEndsNothing(String bearer) {
    Account account = account();
    String session = signedIn(account);

    Response answer = send(bearer, account);

    answer.then().statusCode(401);
    assertThat(problem(answer)).isEqualTo("unauthenticated");
    me(session).then().statusCode(200);
  }

  @Test
  void noHeaderSaysWhereTheServiceIs() {
    Account account = account();
    String session = signedIn(account);

    bearer(SigningIssuersResource.okta().call("https://evil.example/global-token-revocation"))
        .header("Host", "evil.example")
        .header("X-Forwarded-Host", "evil.example")
        .header("X-Forwarded-Proto", "https")
        .contentType(JSON)
        .body(body(account))
        .post("/global-token-revocation")
        .then()
        .statusCode(401);

    me(session).then().statusCode(200);
  }

  @Test
  void keysThatCannotBeHadAreAnOutage() {
    Account account = account();
    String session = signedIn(account);

    // its 503 is what the check of every answer takes for a fault
    int status =
        RestAssured.given()
            .auth()
            .oauth2(SigningIssuersResource.outOfReach().call(HERE))
            .contentType(JSON)
            .body(body(account))
            .post("/global-token-revocation")
            .then()
            .header("Retry-After", equalTo("10"))
            .extract()
            .statusCode();

    assertThat(status).isEqualTo(503);
    me(session).then().statusCode(200);
    send(SigningIssuersResource.okta().call(HERE), account).then().statusCode(204);
  }

  @Test
  void whatIsSignedCountsForThisCallAlone() {
    String call = SigningIssuersResource.okta().call(HERE);

    bearer(call).get("/customers").then().statusCode(401);
    bearer(call).get("/settings").then().statusCode(401);
    me(call).then().statusCode(401);
  }

  @Test
  void aTokenOfTheAdministratorsProviderGoesOnToWork() {
    Account account = account();
    String session = signedIn(account);

    bearer(identityProvider().token("anna", "customers:read"))
        .contentType(JSON)
        .body(body(account))
        .post("/global-token-revocation")
        .then()
        .statusCode(403);
    me(session).then().statusCode(200);
    revokeGlobally("opaque", "id", account.id()).then().statusCode(204);
    me(session).then().statusCode(401);
  }

  @Test
  void aBodyThatIsRefusedSpendsNothing() {
    Account account = account();
    String call = SigningIssuersResource.okta().call(HERE);

    bearer(call)
        .contentType(JSON)
        .body("{}")
        .post("/global-token-revocation")
        .then()
        .statusCode(400);

    send(call, account).then().statusCode(204);
  }

  private static Response send(String call, Account account) {
    return bearer(call).contentType(JSON).body(body(account)).post("/global-token-revocation");
  }

  private static String body(Account account) {
    return "{\"sub_id\":{\"format\":\"email\",\"email\":\"" + account.email() + "\"}}";
  }
}
