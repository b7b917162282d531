package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.Outage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keeps a page of somebody else's from using a browser against the service, where no origin
/// is configured. [OpenApiConformance] holds the headers of every answer of every test.
@QuarkusTest
@TestProfile(Outage.class)
class BrowserDefencesTest extends ApiTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "null", "http://localhost:8080", "https://shop.example"})
  void noOriginIsLetInThatIsNotConfigured(String origin) {
    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      String path = operation.path().replaceAll("\\{[^}]+}", "x");
      for (String method : List.of("OPTIONS", operation.method())) {
        var answer =
            visitor()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", operation.method())
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .request(method, path);
        assertThat(new TreeMap<>(headers(answer)).tailMap("access-control-").headMap("accesss"))
            .as("%s %s", method, path)
            .isEmpty();
      }
    }
  }

  /// A form or a picture needs no leave to be sent anywhere, so that nothing may be done with what
  /// they can send (Fetch, "CORS-safelisted request-header").
  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", FORM, "multipart/form-data; boundary=x", "TEXT/PLAIN;charset=utf-8"})
  void noCallOfAPageThatAsksNobodyDoesAnything(String mediaType) {
    Account account = account();
    for (String path :
        List.of("/password-resets", "/password-resets/confirm", "/sign-ins", "/sign-ins/current")) {
      Exchange answer =
          RawHttpClient.call("POST", path)
              .header("Origin", "https://evil.example")
              .header("Content-Type", mediaType)
              .send(account.body());
      assertThat(answer.status()).as("%s", answer).isIn(405, 415);
    }
    assertThat(mailbox().messagesTo(account.email())).isEmpty();
  }

  @Test
  void whatHoldsASecretOrAPersonIsKeptByNobody() {
    Account account = account();
    String session = signedIn(account);

    for (var answer :
        List.of(
            me(session),
            signIn(account.email(), account.password()),
            requestReset(account.email()),
            customer(account),
            issue(account, "erp"),
            introspect(session),
            storeAdmin().get("/settings"),
            storeAdmin().get("/customers"))) {
      assertThat(answer.statusCode()).isLessThan(300);
      assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    }
  }

  @Test
  void aCookieMeansNothing() {
    Account account = account();
    String session = signedIn(account);

    for (String name : List.of("Authorization", "access_token", "q_session", "session")) {
      var answer = visitor().cookie(name, session).get("/me");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.cookies()).isEmpty();
    }
    visitor().queryParam("access_token", session).get("/me").then().statusCode(401);
  }
}
