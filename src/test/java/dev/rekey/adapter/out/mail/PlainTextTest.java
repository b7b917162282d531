package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  private static final String LINK =
      "https://shop.example/en-gb/reset-password?from=mail#token="
          + "Zm9vYmFy-Zm9vYmFy_Zm9vYmFyZm9vYmFyZm9vYmFyZm9";

  @Test
  void aLineIsBrokenAtASpaceAndAsLateAsCanBe() {
    String line = "seven char ".repeat(10).strip();

    assertThat(PlainText.wrapped(line, Locale.ENGLISH))
        .isEqualTo(
            "seven char ".repeat(6) + "seven\n" + "char " + "seven char ".repeat(3).strip() + "\n");
  }

  @Test
  void noLinkAndNoAddressIsBroken() {
    String text = "Words and words and more words, as many as fit, and then " + LINK + " ends.";

    assertThat(PlainText.wrapped(text, Locale.ENGLISH).lines())
        .containsExactly("Words and words and more words, as many as fit, and then", LINK, "ends.");
  }

  @Test
  void japaneseIsBrokenBetweenItsLettersAndNeverBeforeAFullStop() {
    String text = "お客様のアカウントのパスワードが変更されました。".repeat(5);

    String wrapped = PlainText.wrapped(text, Locale.JAPANESE);

    assertThat(wrapped.replace("\n", "")).isEqualTo(text);
    assertThat(wrapped.lines())
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(36).doesNotStartWith("。"));
  }

  @Test
  void whatHasItsOwnLineKeepsItAndEmptyLinesStay() {
    assertThat(PlainText.wrapped("Hello,\n\n" + LINK + "\n\nBye\n", Locale.ENGLISH))
        .isEqualTo("Hello,\n\n" + LINK + "\n\nBye\n");
  }

  @Test
  void aFrenchColonStaysWithItsWord() {
    String text =
        "Demandez un nouveau lien sur cette page, sans attendre une seule minu\u00a0: ici";

    assertThat(PlainText.wrapped(text, Locale.FRENCH).lines())
        .allSatisfy(line -> assertThat(line).doesNotStartWith(":"))
        .anySatisfy(line -> assertThat(line).contains("minu\u00a0:"));
  }
}
