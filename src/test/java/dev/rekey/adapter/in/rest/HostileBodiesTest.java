package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that nobody can read, are too large, or are not what they say.
@QuarkusTest
@TestProfile(AllFeatures.class)
class HostileBodiesTest extends ApiTest {

  @ParameterizedTest
  @MethodSource("bodiesThatAreNoObject")
  void aBodyThatIsNoObjectIsRefused(byte[] body) {
    for (String path : List.of("/password-resets", "/password-resets/confirm", "/sign-ins")) {
      Exchange answer = RawHttpClient.call("POST", path).header("Content-Type", JSON).send(body);
      assertThat(answer.status()).as("%s", answer).isEqualTo(400);
      assertThat(answer.text()).contains("/problems/invalid-request");
    }
  }

  static List<byte[]> bodiesThatAreNoObject() {
    return List.of(
            "",
            " ",
            "null",
            "1",
            "true",
            "\"text\"",
            "[]",
            "[{}]",
            "{",
            "}",
            "{]",
            "{}{}",
            "{} x",
            "{}\0",
            "{'email':'a@b'}",
            "{email:1}",
            "{\"email\":}",
            "{\"email\":\"a@b\",}",
            "// c\n{}",
            "/* c */{}",
            "{\"a\":NaN}",
            "{\"a\":+1}",
            "{\"a\":01}",
            "{\"a\":.5}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x41\"}",
            "<xml/>",
            "a=b",
            "\uFEFF{}x",
            "{\"a\":tru}",
            "{\"a\":" + "9".repeat(5000) + "}",
            "{\"a\":1e" + "9".repeat(30) + "}",
            "[".repeat(8000),
            "{\"a\":".repeat(2000),
            "[".repeat(5000) + "]".repeat(5000),
            "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")
        .stream()
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("bodiesWithManyErrors")
  void aSmallBodyGetsASmallAnswer(String path, String body) {
    Exchange answer =
        RawHttpClient.call("POST", path)
            .header("Content-Type", JSON)
            .header("Authorization", "Bearer " + identityProvider().token("anna", ALL_RIGHTS))
            .send(body);

    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(answer.body().length).isLessThan(8192);
  }

  static List<Arguments> bodiesWithManyErrors() {
    String levels = "{\"a_very_long_name_of_an_object_inside_another_one\":".repeat(14);
    String duplicates = "{" + "\"a\":1,".repeat(2500) + "\"a\":1}";
    String unknown =
        IntStream.range(0, 1500).mapToObj(i -> "\"x" + i + "\":1").collect(joining(",", "{", "}"));
    return List.of(
        Arguments.of("/password-resets", levels + duplicates + "}".repeat(14)),
        Arguments.of("/password-resets", unknown),
        Arguments.of("/force-sign-ins", "{\"customerIds\":[" + "\"%\",".repeat(3000) + "\"%\"]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c3(",
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u0080"
      })
  void octetsThatAreNoUtf8AreRefused(String octets) {
    byte[] body = ("{\"email\":\"" + octets + "anna@example.com\"}").getBytes(ISO_8859_1);

    assertThat(
            RawHttpClient.call("POST", "/password-resets")
                .header("Content-Type", JSON)
                .send(body)
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83dz"})
  void charactersThatNothingCanKeepAreRefused(String escape) {
    Account account = account();
    String text = "nine-light" + escape + "houses";

    post("/sign-ins", "{\"email\":\"" + account.email() + "\",\"password\":\"" + text + "\"}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/password"));
    put(account.id(), "{\"email\":\"" + account.email() + "\",\"name\":\"" + text + "\"}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/name"));
    confirm(resetToken(account), text)
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/newPassword"));
    post("/password-resets", "{\"" + escape + "\":1}").then().statusCode(400);
  }

  @Test
  void aBodyOverSixteenKibibytesIsRefusedHoweverItComes() {
    byte[] large = ("{\"email\":\"" + "a".repeat(16 * 1024) + "\"}").getBytes(UTF_8);
    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      if (operation.statuses().contains("413")) {
        String path = operation.path().replaceAll("\\{[^}]+}", "x");
        String type =
            OpenApiDocument.names(operation.node().path("requestBody").path("content")).getFirst();
        for (Exchange answer :
            List.of(
                RawHttpClient.call(operation.method(), path)
                    .header("Content-Type", type)
                    .send(large),
                RawHttpClient.call(operation.method(), path)
                    .header("Content-Type", type)
                    .announce(1L << 40),
                RawHttpClient.call(operation.method(), path)
                    .header("Content-Type", type)
                    .sendInChunks(large))) {
          assertThat(answer.status()).as("%s", answer).isEqualTo(413);
          assertThat(answer.text()).contains("/problems/content-too-large");
        }
      }
    }
  }

  /// Costs half a second for each target: a connection closed too early resets a client that still
  /// sends, and the client loses the answer.
  @ParameterizedTest
  @ValueSource(strings = {"/password-resets", "/sign-in"})
  void theRestOfATooLargeBodyIsTakenBeforeTheConnectionCloses(String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ApiTest.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + target
                      + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n"
                      + "Content-Type: application/x-www-form-urlencoded\r\n\r\nx")
                  .getBytes(UTF_8));
      socket.setSoTimeout(500);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();

      assertThatThrownBy(() -> socket.getInputStream().transferTo(answer))
          .isInstanceOf(SocketTimeoutException.class);

      assertThat(answer.toString(UTF_8)).startsWith("HTTP/1.1 413 ");
      socket.getOutputStream().write(new byte[19_999]);
      socket.setSoTimeout(20_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 8_192, 10_000, 16_000, 16_383, 16_384})
  void aBodyOfUpToSixteenKibibytesIsRead(int octets) {
    String head = "{\"email\":\"" + uniqueEmail() + "\"";
    String body = head + " ".repeat(octets - head.length() - 1) + "}";

    Exchange answer =
        RawHttpClient.call("POST", "/password-resets").header("Content-Type", JSON).send(body);
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        FORM,
        "multipart/form-data; boundary=x",
        "text/json",
        "application/jsonx",
        "application/*",
        "*/*"
      })
  void aBodyOfAnotherMediaTypeIsRefused(String mediaType) {
    for (String path : List.of("/password-resets", "/password-resets/validate", "/sign-ins")) {
      assertThat(
              RawHttpClient.call("POST", path)
                  .header("Content-Type", mediaType)
                  .send("{\"email\":\"" + uniqueEmail() + "\"}")
                  .status())
          .as("%s as %s", path, mediaType)
          .isEqualTo(415);
    }
  }

  @Test
  void aBodyWithoutAMediaTypeOrWithNonsenseForOneIsRefused() {
    String body = "{\"email\":\"" + uniqueEmail() + "\"}";

    assertThat(RawHttpClient.call("POST", "/password-resets").send(body).status()).isEqualTo(415);
    for (String nonsense : List.of("json", "/", "", "application/", ";", "application/json/x")) {
      assertThat(
              RawHttpClient.call("POST", "/password-resets")
                  .header("Content-Type", nonsense)
                  .send(body)
                  .status())
          .as(nonsense)
          .isIn(400, 415);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "text/html"})
  void anAnswerInAnotherFormIsNotToBeHad(String accept) {
    Account account = account();
    visitor()
        .accept(accept)
        .contentType(JSON)
        .body("{\"email\":\"" + account.email() + "\"}")
        .post("/password-resets")
        .then()
        .statusCode(406);
    visitor().accept(accept).get("/password-policy").then().statusCode(406);
    requestReset(account.email()).then().statusCode(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", ";;;", "a/b/c", "*", "application/json;q=x", "text/*;q=9"})
  void anAcceptThatIsNonsenseIsNoFaultOfOurs(String accept) {
    assertThat(visitor().header("Accept", accept).get("/password-policy").statusCode())
        .isIn(200, 400, 406);
  }

  @Test
  void aLongHeaderOrAddressIsRefusedAndTheServiceLives() {
    for (String language : List.of("x".repeat(5000), "sv;q=", ",,,,", "*;q=0.5,sv;q=abc", "é")) {
      visitor().header("Accept-Language", language).get("/me").then().statusCode(401);
    }
    visitor().get("/password-policy").then().statusCode(200);
  }

  /// A call that takes no body does not wait for one either.
  @ParameterizedTest
  @ValueSource(strings = {FORM, "multipart/form-data; boundary=x", JSON, "text/plain", "nonsense"})
  void aBodyThatNobodyAskedForKeepsNobodyWaiting(String mediaType) {
    String administrator = identityProvider().token("anna", ALL_RIGHTS);
    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      if (!operation.node().has("requestBody") && !operation.method().equals("GET")) {
        Exchange answer =
            RawHttpClient.call(
                    operation.method(), operation.path().replaceAll("\\{[^}]+}", "nobody"))
                .header("Authorization", "Bearer " + administrator)
                .header("Content-Type", mediaType)
                .send("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n");
        assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
      }
    }
  }
}
