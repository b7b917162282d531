package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.adapter.in.web.page.PageException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmittedPageFormTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void aFormIsReadAsABrowserWritesIt() {
    SubmittedPageForm form =
        SubmittedPageForm.read(
            "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
            "email=maria%40example.com&password=a+b%26%C3%A9&empty=&flag".getBytes(UTF_8));

    assertThat(form.text("email")).isEqualTo("maria@example.com");
    assertThat(form.text("password")).isEqualTo("a b&é");
    assertThat(form.text("empty")).isEmpty();
    assertThat(form.text("flag")).isEmpty();
    assertThat(form.text("missing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "%61=1&a=2", "a=%", "a=%zz", "a=%ff", "a=é", "%c3=1"})
  void whatIsNoFormOfOursIsRefused(String body) {
    assertThatThrownBy(() -> SubmittedPageForm.read(FORM, body.getBytes(UTF_8)))
        .isInstanceOf(PageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/json", "multipart/form-data; boundary=x"})
  void anotherMediaTypeIsRefused(String mediaType) {
    assertThatThrownBy(() -> SubmittedPageForm.read(mediaType, "a=1".getBytes(UTF_8)))
        .isInstanceOf(PageException.class);
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;
}
