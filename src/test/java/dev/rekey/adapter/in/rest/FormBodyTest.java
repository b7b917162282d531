package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
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
    assertThatThrownBy(() -> FormBody.read(body.getBytes(ISO_8859_1)).required("token"))
        .isInstanceOf(InvalidRequest.class);
  }

  @Property
  void whatIsEncodedIsReadBack(@ForAll("texts") String text) {
    String body = "a=b&token=" + URLEncoder.encode(text, UTF_8) + "&c=" + "%C3%A9";

    assertThat(FormBody.read(body.getBytes(UTF_8)).required("token")).isEqualTo(text);
  }

  @Property
  void whateverOctetsComeTheyAreReadOrRefused(@ForAll @Size(max = 80) byte[] octets) {
    byte[] body = ("token=" + new String(octets, ISO_8859_1)).getBytes(ISO_8859_1);
    try {
      String read = FormBody.read(body).required("token");
      assertThat(read).isNotEmpty().doesNotContain("\uFFFD");
    } catch (InvalidRequest refused) {
      assertThat(refused.faults()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.integers()
        .between(0, 0xD7FF)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
  }
}
