package dev.rekey.adapter.in.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What attackers send. No answer is ever a 5xx: [OpenApiConformance] sees to that.
@QuarkusTest
@TestProfile(AllFeatures.class)
class HostileInputTest extends ApiTest {
  @TestHTTPResource(value = "/", management = true)
  URL management;

  @Test
  void noListOfAddressesGetsAMail() {
    Account victim = account();
    String attacker = uniqueEmail();
    for (String email :
        List.of(
            "[\"%s\",\"%s\"]",
            "{\"0\":\"%s\",\"1\":\"%s\"}",
            "\"%s,%s\"",
            "\"%s;%s\"",
            "\"%s %s\"",
            "\"%s\\r\\nBcc: %s\"",
            "\"%s\",\"email\":\"%s\"",
            "\"%s\\n%s\"",
            "\"<%s>,<%s>\"",
            "\"%s\\u0000%s\"")) {
      post("/password-resets", "{\"email\":" + email.formatted(victim.email(), attacker) + "}")
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/email"));
    }
    requestReset(victim.email()).then().statusCode(202);
    mailbox().awaitMessageTo(victim.email());
    assertThat(mailbox().messagesTo(attacker)).isEmpty();
    assertThat(mailbox().messagesTo(victim.email())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "-1", "true", "false", "null", "{}", "[]", "\"\"", "1e9", "[\"\"]"})
  void aTokenThatIsNoTextIsNoToken(String token) {
    post("/password-resets/validate", "{\"token\":" + token + "}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/token"));
    post(
            "/password-resets/confirm",
            "{\"token\":" + token + ",\"newPassword\":\"" + NEW_PASSWORD + "\"}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/token"));
    post("/password-resets/confirm", "{\"newPassword\":\"" + NEW_PASSWORD + "\"}")
        .then()
        .statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " ", "' OR '1'='1", "%", "../../etc/passwd", "\\u00e9", "=", "AAAA"})
  void aTextThatIsNoTokenIsAnUnknownOne(String token) {
    validate(token).then().statusCode(404);
    confirm(token, NEW_PASSWORD).then().statusCode(404);
  }

  @Test
  void noTokenMadeForAnotherPurposeResetsAPassword() {
    Account account = account();
    for (String token : List.of(signedIn(account), integration(account, "erp"))) {
      validate(token).then().statusCode(404);
      confirm(token, NEW_PASSWORD).then().statusCode(404);
    }
    String reset = resetToken(account);
    me(reset).then().statusCode(401);
    assertThat(introspect(reset).asString()).isEqualTo("{\"active\":false}");
    signedIn(account);
  }

  @Test
  void membersThatTheCallDoesNotKnowChangeNoLimit() {
    Account account = account();
    requestReset(account.email()).then().statusCode(202);

    for (String extra : List.of("key", "ip", "resetPasswordUrl", "__proto__", "Email", "locale")) {
      post(
              "/password-resets",
              "{\"email\":\"" + account.email() + "\",\"" + extra + "\":\"https://evil.example\"}")
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/" + extra));
    }
    requestReset(account.email()).then().statusCode(429);
  }

  @Test
  void noHeaderPoisonsTheLink() {
    Account account = account();
    byte[] body = ("{\"email\":\"" + account.email() + "\"}").getBytes(UTF_8);

    Exchange answer =
        RawHttpClient.call("POST", "/password-resets")
            .header("Host", "evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Port", "666")
            .header("X-Forwarded-Prefix", "/evil")
            .header("X-Original-URL", "/evil")
            .header("Forwarded", "for=1.2.3.4;host=evil.example;proto=https")
            .header("Origin", "https://evil.example")
            .header("Referer", "https://evil.example/")
            .header("Content-Type", JSON)
            .send(body);

    assertThat(answer.status()).isEqualTo(202);
    Mail mail = mailbox().awaitMessageTo(account.email());
    assertThat(mail.link()).startsWith("http://localhost:8080/reset-password#token=");
    assertThat(mail.text() + mail.html() + mail.headers()).doesNotContain("evil");
    Exchange page =
        RawHttpClient.call("GET", "/.well-known/change-password")
            .header("Host", "evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .send("");
    assertThat(page.header("Location")).hasValue("http://localhost:8080/forgot-password");
  }

  @Test
  void noHeaderLendsAnotherAddressToACaller() {
    set("{\"maxRequestsPerHourPerIp\":1}");
    requestReset(uniqueEmail());

    for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP")) {
      visitor()
          .header(header, header.equals("Forwarded") ? "for=203.0.113.9" : "203.0.113.9")
          .contentType(JSON)
          .body("{\"email\":\"" + uniqueEmail() + "\"}")
          .post("/password-resets")
          .then()
          .statusCode(429);
    }
  }

  @Test
  void anAddressWithALineBreakIsRefusedAndANameWithOneToo() {
    for (String member :
        List.of(
            "\"email\":\"anna@example.com\\r\\nBcc: eve@example.com\"",
            "\"email\":\"anna@exa\\tmple.com\"",
            "\"email\":\"\\\"anna eve\\\"@example.com\"",
            "\"email\":\"=?utf-8?q?anna=0D=0A?=@example.com\\u0000\"",
            "\"email\":\"anna@[127.0.0.1]\"",
            "\"email\":\"" + "a".repeat(65) + "@example.com\"",
            "\"email\":\"a@" + "b".repeat(300) + ".com\"",
            "\"email\":\"anna@example..com\"",
            "\"email\":\"@example.com\"",
            "\"email\":\"anna\"",
            "\"email\":\"\"",
            "\"email\":\" anna@example.com\"")) {
      put(unique("t"), "{" + member + "}")
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/email"));
    }
    for (String name :
        List.of("Anna\\r\\nBcc: eve@example.com", "\\n", "\\u0007", "a\\u0085b", "")) {
      put(unique("t"), "{\"email\":\"" + uniqueEmail() + "\",\"name\":\"" + name + "\"}")
          .then()
          .statusCode(400)
          .body("errors.pointer", contains("#/name"));
    }
  }

  @Test
  void aNameThatLooksLikeMarkupOrAPatternIsOnlyText() {
    Account account =
        account(
            PASSWORD,
            "\"name\":\"<img src=x onerror=alert(1)> {0} {{x}} {mail} =?utf-8?q?=0D=0A?= ''\"");

    requestReset(account.email()).then().statusCode(202);
    Mail mail = mailbox().awaitMessageTo(account.email());
    assertThat(mail.text()).startsWith("Hello,").doesNotContain("<img", "{0}");
    assertThat(mail.html()).doesNotContain("<img", "&lt;img");
    assertThat(mail.headers().get("To")).doesNotContain(",");
    assertThat(mail.token()).hasSize(43);
  }

  @Test
  void gettingAndHeadingChangeNothingAnywhere() {
    Account account = account();
    String session = signedIn(account);
    String token = resetToken(account);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> eventTypes(account).contains("password-reset-mail-sent"));
    List<String> before = eventTypes(account);

    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      String path = operation.path().replace("{id}", account.id()).replaceAll("\\{[^}]+}", "x");
      for (String method : List.of("GET", "HEAD")) {
        Response answer = storeAdmin().request(method, path);
        boolean known =
            OpenApiDocument.get().at(path).stream().anyMatch(one -> one.method().equals("GET"));
        if (!known) {
          assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(405);
          assertThat(answer.header("Allow"))
              .contains(operation.method())
              .doesNotContain("GET")
              .doesNotContain("HEAD");
        }
      }
    }
    assertThat(eventTypes(account)).isEqualTo(before);
    me(session).then().statusCode(200);
    confirm(token, NEW_PASSWORD).then().statusCode(204);
  }

  @Test
  void anUnknownMethodOrPathIsAProblemToo() {
    for (String method : List.of("TRACE", "PURGE", "PROPFIND", "DELETE", "CONNECTED")) {
      visitor()
          .request(method, "/password-resets")
          .then()
          .statusCode(405)
          .body("type", equalTo("/problems/method-not-allowed"));
    }
    visitor().delete("/customers/secret-id/password-resets").then().statusCode(405);
    visitor().get("/customers/secret-id/nothing").then().statusCode(404);
    String metrics = given().get(management + "metrics").asString();
    assertThat(metrics)
        .contains("method=\"OTHER\"", "uri=\"/customers/{id}/password-resets\"")
        .doesNotContain("PURGE", "CONNECTED", "secret-id", "mail");
    for (String path :
        List.of(
            "/",
            "/nothing",
            "/customers/a/b/c",
            "/password-resets/x",
            "/me/x",
            "/q",
            "/q/x",
            "/q/metrics",
            "/q/metrics/",
            "/metrics",
            "/q/health",
            "/q/health/ready",
            "/q/openapi",
            "/q/dev-ui",
            "/openapi.yaml",
            "/index.html",
            "/favicon.ico",
            "/.env",
            "/password-resets/confirm/x")) {
      for (String method : List.of("GET", "POST")) {
        Response answer = visitor().contentType(JSON).request(method, path);
        assertThat(answer.statusCode()).as("%s %s", method, path).isEqualTo(404);
        assertThat(problem(answer)).as(path).isEqualTo("not-found");
      }
    }
    for (String target :
        List.of(
            "/..%2f..%2fetc/passwd",
            "/%00",
            "/customers/%ff",
            "/customers/a%0d%0ab",
            "//password-resets",
            "/password-resets/")) {
      assertThat(RawHttpClient.call("GET", target).send("").status())
          .as(target)
          .isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|b", "a b", "[", "%zz", "a:b:c", "-"})
  void aHostThatIsNoneBreaksNothing(String host) {
    String body = "{\"email\":\"" + uniqueEmail() + "\"}";

    Exchange answer =
        RawHttpClient.call("POST", "/password-resets")
            .header("Host", host)
            .header("Content-Type", JSON)
            .send(body);

    assertThat(answer.status()).isBetween(200, 499);
  }
}
