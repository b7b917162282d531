package dev.rekey.adapter.in.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.property.RandomInputs;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEncodedFormTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token",
        "token=",
        "=token",
        "tokens=a",
        "Token=a",
        "token=a&token=a",
        "token=a&tok%65n=b",
        "token=%",
        "token=%4",
        "token=%zz",
        "token=%-1",
        "token=%+1",
        "token=%ff",
        "token=%c3(",
        "token=%ed%a0%80",
        "token=a&%ff=b",
        "token=a&b=%ff",
        "token=\u00ff",
        "token=\u00c3\u00a9",
        "{\"token\":\"a\"}"
      })
  void aFormThatDoesNotNameTheTokenOnceAndReadablyIsRefused(String body) {
    assertThat(UrlEncodedForm.read(body.getBytes(ISO_8859_1)).flatMap(form -> form.value("token")))
        .isEmpty();
  }

  @Test
  void otherParametersMayOccurMoreThanOnce() {
    assertThat(
            UrlEncodedForm.read("a=1&token=b&a=2&".getBytes(UTF_8))
                .flatMap(form -> form.value("token")))
        .contains("b");
  }

  @Test
  void whatIsEncodedIsReadBack() {
    RandomInputs.check(inputs -> {
      String text = inputs.text(1, 20, () -> inputs.integer(0, 0xD7FF));
      String body = "a=b&token=" + URLEncoder.encode(text, UTF_8) + "&c=" + "%C3%A9";

      assertThat(UrlEncodedForm.read(body.getBytes(UTF_8)).flatMap(form -> form.value("token")))
          .contains(text);
    });
  }

  @Test
  void whateverOctetsComeTheyAreReadOrRefused() {
    RandomInputs.check(inputs -> {
      byte[] octets = inputs.octets(0, 80);
      byte[] body = ("token=" + new String(octets, ISO_8859_1)).getBytes(ISO_8859_1);

      UrlEncodedForm.read(body)
          .flatMap(form -> form.value("token"))
          .ifPresent(read -> assertThat(read).isNotEmpty().doesNotContain("\uFFFD"));
    });
  }

  @Test
  void aFormIsReadAsABrowserWritesIt() {
    UrlEncodedForm form =
        UrlEncodedForm.readSubmitted(
                "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
                "email=maria%40example.com&password=a+b%26%C3%A9&empty=&flag".getBytes(UTF_8))
            .orElseThrow();

    assertThat(form.text("email")).isEqualTo("maria@example.com");
    assertThat(form.text("password")).isEqualTo("a b&é");
    assertThat(form.text("empty")).isEmpty();
    assertThat(form.text("flag")).isEmpty();
    assertThat(form.text("missing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "%61=1&a=2", "a=%", "a=%zz", "a=%ff", "a=é", "%c3=1"})
  void whatIsNoFormOfOursIsRefused(String body) {
    assertThat(UrlEncodedForm.readSubmitted(FORM, body.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/json", "multipart/form-data; boundary=x"})
  void anotherMediaTypeIsRefused(String mediaType) {
    assertThat(UrlEncodedForm.readSubmitted(mediaType, "a=1".getBytes(UTF_8))).isEmpty();
  }
}
