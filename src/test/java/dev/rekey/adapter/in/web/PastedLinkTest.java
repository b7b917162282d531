package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedLinkTest {
  private static final String TOKEN = "A-b_9xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/reset-password#token=" + TOKEN,
        "  https://shop.example/reset-password#token=" + TOKEN + " \r\n",
        "<https://shop.example/reset-password#token=" + TOKEN + ">",
        "https://shop.example/reset-password#token=" + TOKEN + "。",
        "https://shop.example/reset-pass\r\n word#token=A-b_9xxxxxxxxxxxxxx\n xxxxxxxxxxxxxxxxxxxxxxxx",
        "token=" + TOKEN,
        TOKEN,
        "\u3000" + TOKEN + "\u00a0",
        "„" + TOKEN + "“"
      })
  void theTokenIsFoundHoweverPeoplePaste(String pasted) {
    assertThat(PastedLink.token(pasted)).isEqualTo(TOKEN);
  }

  // a line's end in the middle made every start a search of its own: a second for 16 KiB
  @Test
  @Timeout(5)
  void whatIsMadeToBeSearchedForLongIsNot() {
    String hostile = "a" + "!".repeat(1_900) + "\u0085x";

    for (int i = 0; i < 2_000; i++) {
      assertThat(PastedLink.token(hostile)).isEqualTo("a");
    }
    assertThat(PastedLink.token("a" + "!".repeat(16_000) + "\u0085x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "https://shop.example/", "token=", "#", "<script>"})
  void whereThereIsNoneNothingIsMadeUp(String pasted) {
    assertThat(PastedLink.token(pasted)).hasSizeLessThan(43);
  }
}
