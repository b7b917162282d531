package dev.rekey.adapter.in.web.storefront;

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
        "„" + TOKEN + "“",
        "Hello,\n\nset it here:\nhttps://shop.example/reset-password#token="
            + TOKEN
            + "\n\nThe link works once, and for 24 hours.",
        "> https://shop.example/reset-password#token=A-b_9xxxxxxxxxxxxxxx\n> xxxxxxxxxxxxxxxxxxxxxxx",
        "https://scan.example/?url=https%3A%2F%2Fshop.example%2Freset-password%23token%3D"
            + TOKEN
            + "&data=05%7C02"
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
    assertThat(PastedLink.token("a" + "!".repeat(16_000) + "\u0085x")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "https://shop.example/", "token=", "#", "<script>"})
  void whereThereIsNoneNothingIsMadeUp(String pasted) {
    assertThat(PastedLink.token(pasted)).hasSizeLessThan(43);
  }
}
