package dev.rekey.domain.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rekey.property.RandomInputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
  @Test
  void isWrittenAsItIsRead() {
    assertThat(Colour.parse("#1D4fc4")).contains(new Colour(0x1d, 0x4f, 0xc4));
    assertThat(new Colour(1, 2, 255)).hasToString("#0102ff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "red", "1d4fc4", "#1d4fc", "#1d4fc45", "#1d4fcg", "#fff", "#1d4fc4;}"})
  void nothingElseIsAColour(String text) {
    assertThat(Colour.parse(text)).isEmpty();
  }

  @Test
  void contrastIsThatOfTheGuidelines() {
    assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21);
    assertThat(new Colour(0x77, 0x77, 0x77).contrast(Colour.WHITE)).isCloseTo(4.48, within(0.01));
  }

  @Test
  void aColourThatCanBeReadStaysAsItIs() {
    Colour blue = new Colour(0x1d, 0x4f, 0xc4);

    assertThat(blue.readableOn(Colour.WHITE)).isEqualTo(blue);
  }

  @Test
  void whateverAStoreChoosesCanBeRead() {
    RandomInputs.check(inputs -> {
      Colour accent =
          new Colour(inputs.integer(0, 255), inputs.integer(0, 255), inputs.integer(0, 255));
      int grey = inputs.integer(0, 255);
      Colour background = new Colour(grey, grey, grey);

      assertThat(accent.ofText().contrast(accent)).isGreaterThanOrEqualTo(Colour.READABLE);
      assertThat(accent.readableOn(background).contrast(background))
          .isGreaterThanOrEqualTo(Colour.READABLE);
    });
  }
}
