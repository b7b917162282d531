package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

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

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "https://shop.example/", "token=", "#", "<script>"})
  void whereThereIsNoneNothingIsMadeUp(String pasted) {
    assertThat(PastedLink.token(pasted)).hasSizeLessThan(43);
  }
}
