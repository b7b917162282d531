package dev.rekey.adapter.in.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A request on whose end, host or path a proxy may disagree is answered with 400, and nothing
/// after it on the connection is served. Each form is followed by a second request, as a smuggler
/// would hide one.
@QuarkusTest
@TestProfile(AllFeatures.class)
class RequestFramingTest {
  private static final String NEXT = "GET /password-policy HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String JSON_TYPE = "Content-Type: application/json\r\n";

  static final List<String> AMBIGUOUS = ambiguous();

  static List<String> ambiguous() {
    List<String> forms = new ArrayList<>();
    for (String encoding :
        List.of(
            "identity",
            "chunked, identity",
            "identity, chunked",
            "chunked, chunked",
            "gzip, chunked",
            "gzip",
            "chunked,",
            ",chunked",
            "chunked;q=1",
            "\"chunked\"",
            "xchunked",
            "chunked\u00a0",
            "chunkedchunked",
            "chun ked",
            "x")) {
      forms.add(post(HOST + "Transfer-Encoding: " + encoding + "\r\n", "2\r\n{}\r\n0\r\n\r\n"));
    }
    forms.add(post(HOST + "Transfer-Encoding:\r\n", "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(
        post(
            HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(
        post(
            HOST + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(
        post(HOST + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(
        post(
            HOST + "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(post(HOST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    forms.add(post(HOST + "Transfer-Encoding : chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(post(HOST + " Transfer-Encoding: chunked\r\n", ""));
    forms.add(post(HOST + "Transfer-Encoding: chunked\n", "2\r\n{}\r\n0\r\n\r\n"));
    forms.add(
        post(HOST + "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n")
            .replace("HTTP/1.1", "HTTP/1.0"));
    for (String length :
        List.of(
            "+2", "-2", "0x2", "2 2", "2,2", "2, 3", "2;2", "", "99999999999999999999", "1e1")) {
      forms.add(post(HOST + "Content-Length: " + length + "\r\n", "{}"));
    }
    forms.add(post(HOST + "Content-Length: 2\r\nContent-Length: 3\r\n", "{}x"));
    forms.add(post(HOST + "Content-Length: 2\r\nContent-Length: 2\r\n", "{}"));
    forms.add(get("/password-policy", ""));
    forms.add(get("/password-policy", HOST + HOST));
    forms.add(get("/password-policy", HOST + "Host: shop.example\r\n"));
    forms.add(get("/password-policy", HOST + "Host : localhost\r\n"));
    forms.add(get("/password-policy", HOST + "X: a\r\n b\r\n").replace("X: a\r\n b", "X: a\r b"));
    for (String path :
        List.of(
            "//password-policy",
            "/password-policy//",
            "/./password-policy",
            "/x/../password-policy",
            "/password-policy/.",
            "/password-policy/..",
            "/password-policy;x",
            "/administration;x/customers",
            "/;/customers",
            "/customers;a=b/c",
            "/%2e/password-policy",
            "/x/%2E%2e/password-policy",
            "/x/.%2e/password-policy",
            "/x%2f..%2Fpassword-policy",
            "/customers/a%2Fb",
            "/customers/a%5cb",
            "/%70assword-policy",
            "/p%61ssword-policy",
            "/p%41ssword-policy",
            "/customers/%31",
            "/customers/a%3bb")) {
      forms.add(get(path, HOST));
    }
    return forms;
  }

  @ParameterizedTest
  @FieldSource("AMBIGUOUS")
  void anAmbiguousRequestIsTheLastOneOfItsConnection(String form) throws IOException {
    String answer = exchange(form + NEXT);

    assertThat(answer).as(form).startsWith("HTTP/1.").containsOnlyOnce("HTTP/1.");
    assertThat(answer.substring("HTTP/1.1".length())).as(form).startsWith(" 400 ");
  }

  /// The body is read after the head was accepted, so that there may be no answer any more.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2;a=\"\r\n\"\r\n{}\r\n0\r\n\r\n",
        "100000002\r\n{}\r\n0\r\n\r\n",
        "ffffffff\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2 2\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "2\n{}\n0\n\n",
        "2\r\n{}xx\r\n0\r\n\r\n",
        "g\r\n{}\r\n0\r\n\r\n"
      })
  void nothingIsServedAfterAChunkThatIsNone(String chunks) throws IOException {
    String answer = exchange(post(HOST + "Transfer-Encoding: chunked\r\n", chunks) + NEXT);

    assertThat(answer).as(chunks).doesNotContain(" 200 ", " 202 ", "HTTP/1.1 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"multipart/form-data; boundary=x", "text/plain", "application/json"})
  void aPageAnswersABodyThatIsNoFormAtOnce(String type) throws IOException {
    String answer =
        exchange(
            "POST /sign-in HTTP/1.1\r\n%sContent-Type: %s\r\nContent-Length: 9\r\n\r\n--x\r\nX: 1"
                .formatted(HOST, type));

    assertThat(answer).startsWith("HTTP/1.1 415 ").contains("Content-Type: text/html");
  }

  /// Scanners of mails encode the `#` of a link.
  @ParameterizedTest
  @ValueSource(strings = {"/reset-password%23token=", "/stores/north/reset-password%23token%3D"})
  void aLinkWithAnEncodedNumberSignLeadsToThePage(String link) throws IOException {
    String token = "A".repeat(43);

    String answer = exchange(get(link + token, HOST + "Connection: close\r\n"));

    assertThat(answer)
        .startsWith("HTTP/1.1 303 ")
        .containsIgnoringCase(
            "Location: " + link.replaceFirst("%23.*", "#token=") + token + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/customers/a%7Eb",
        "/customers/a~b",
        "/customers/a.b..c",
        "/customers/...",
        "/customers/a%20b",
        "/customers/%C3%A9",
        "/password-policy?a=//../;%2e%41",
        "/reset-password%23token=x"
      })
  void anUnambiguousPathIsServedAndTheConnectionStaysOpen(String path) throws IOException {
    String answer =
        exchange(get(path, HOST) + NEXT.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

    assertThat(answer.split("HTTP/1\\.1 ", -1)).as(path).hasSize(3);
    assertThat(answer).as(path).contains("HTTP/1.1 200 ");
  }

  private static String post(String headers, String body) {
    return "POST /password-resets HTTP/1.1\r\n" + JSON_TYPE + headers + "\r\n" + body;
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
  }

  /// All octets that the server sends until it closes the connection.
  private static String exchange(String octets) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException open) {
        throw new AssertionError(
            "The connection stays open:%n%s%n%s".formatted(octets, answer.toString(ISO_8859_1)),
            open);
      }
      return answer.toString(ISO_8859_1);
    }
  }
}
