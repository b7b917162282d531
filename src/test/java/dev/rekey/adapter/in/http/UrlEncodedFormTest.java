package dev.rekey.adapter.in.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.property.RandomInputs;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEncodedFormTest {
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
        "token=\u00ff",
        "token=\u00c3\u00a9",
        "{\"token\":\"a\"}"
      })
  void aFormThatDoesNotNameTheTokenOnceAndReadablyIsRefused(String body) {
    assertThatThrownBy(() -> UrlEncodedForm.read(body.getBytes(ISO_8859_1)).required("token"))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void whatIsEncodedIsReadBack() {
    RandomInputs.check(inputs -> {
      String text = inputs.text(1, 20, () -> inputs.integer(0, 0xD7FF));
      String body = "a=b&token=" + URLEncoder.encode(text, UTF_8) + "&c=" + "%C3%A9";

      assertThat(UrlEncodedForm.read(body.getBytes(UTF_8)).required("token")).isEqualTo(text);
    });
  }

  @Test
  void whateverOctetsComeTheyAreReadOrRefused() {
    RandomInputs.check(inputs -> {
      byte[] octets = inputs.octets(0, 80);
      byte[] body = ("token=" + new String(octets, ISO_8859_1)).getBytes(ISO_8859_1);
      try {
        String read = UrlEncodedForm.read(body).required("token");
        assertThat(read).isNotEmpty().doesNotContain("\uFFFD");
      } catch (InvalidRequestException refused) {
        assertThat(refused.errors()).isNotEmpty();
      }
    });
  }
}
