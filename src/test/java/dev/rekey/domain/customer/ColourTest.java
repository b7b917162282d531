package dev.rekey.domain.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "red", "1d4fc4", "#1d4fc", "#1d4fc44", "#1d4fcg", "#1d4fc4;}", " #1d4fc4"})
  void whatIsNoColourIsNotTaken(String text) {
    assertThat(Colour.parse(text)).isEmpty();
  }

  @Test
  void aColourIsWrittenAsStyleSheetsWriteIt() {
    assertThat(Colour.parse("#0D4fC4").orElseThrow().text()).isEqualTo("#0d4fc4");
  }

  @Test
  void contrastIsThatOfTheGuidelines() {
    assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21, within(0.001));
    assertThat(new Colour(0x76, 0x76, 0x76).contrast(Colour.WHITE)).isEqualTo(4.54, within(0.01));
    assertThat(Colour.WHITE.contrast(Colour.WHITE)).isEqualTo(1);
  }

  /// Every 17th shade of each channel, 4096 colours.
  @Test
  void textOnAnyColourAndAnyColourOnAnyBackgroundCanBeRead() {
    Colour light = new Colour(0xf3, 0xf4, 0xf6);
    Colour dark = new Colour(0x1d, 0x20, 0x25);
    for (int rgb = 0; rgb < 4096; rgb++) {
      Colour colour = new Colour((rgb >> 8) * 17, ((rgb >> 4) & 15) * 17, (rgb & 15) * 17);

      assertThat(colour.textOn().contrast(colour)).isGreaterThanOrEqualTo(4.5);
      assertThat(colour.readableOn(light).contrast(light)).isGreaterThanOrEqualTo(4.5);
      assertThat(colour.readableOn(dark).contrast(dark)).isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void aColourThatCanBeReadIsLeftAsItIs() {
    Colour blue = new Colour(0x1d, 0x4f, 0xc4);

    assertThat(blue.readableOn(Colour.WHITE)).isEqualTo(blue);
    assertThat(blue.readableOn(Colour.BLACK)).isNotEqualTo(blue);
  }
}
