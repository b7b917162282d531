package dev.rekey.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.property.RandomInputs;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sv|sv",
        "sv-FI|sv",
        "SV-fi|sv",
        "fr-CA|fr",
        "ja-JP|ja",
        "zh|zh-Hans",
        "zh-CN|zh-Hans",
        "zh-SG|zh-Hans",
        "zh-Hans-CN|zh-Hans",
        "zh-TW|en",
        "zh-HK|en",
        "zh-Hant|en",
        "zh-Hant-CN|en",
        "zh-TW,sv;q=0.5|sv",
        "de,fr;q=0.9,en;q=0.8|fr",
        "en;q=0.1,sv;q=0.2|sv",
        "sv;q=0|en",
        "sv;q=0,fr;q=0.1|fr",
        "*|en",
        "de,*;q=0.5|en",
        "de|en",
        "''|en",
        "sv;q=2|en",
        "sv;q=x|en",
        "12345678901|en",
        "<script>|en",
        ",|en",
        ";|en",
        "sv_SE|en"
      })
  void aWishIsMatchedByLookUpAndOtherwiseAnsweredInEnglish(String header, String language) {
    assertThat(Languages.accepted(header, Languages.ALL))
        .isEqualTo(Locale.forLanguageTag(language));
  }

  @Test
  void aVeryLongWishIsNobodysListOfLanguages() {
    assertThat(Languages.accepted("sv,".repeat(1_000_000), Languages.ALL))
        .isEqualTo(Locale.ENGLISH);
    assertThat(Languages.accepted("sv," + "a".repeat(254), Languages.ALL))
        .isEqualTo(Locale.ENGLISH);
  }

  @Test
  void anyHeaderHasALanguage() {
    RandomInputs.check(inputs ->
        assertThat(Languages.ALL).contains(Languages.accepted(inputs.anyText(255), Languages.ALL)));
  }

  @Test
  void aStoreSpeaksOnlyItsOwnLanguages() {
    List<Locale> store = List.of(Locale.forLanguageTag("sv"), Locale.ENGLISH);

    assertThat(Languages.spoken(Locale.forLanguageTag("sv-FI"), store))
        .isEqualTo(Locale.forLanguageTag("sv"));
    assertThat(Languages.spoken(Locale.FRENCH, store)).isEqualTo(Locale.forLanguageTag("sv"));
  }

  @Test
  void theFallbackOfAllLanguagesIsTheStoresFirst() {
    List<Locale> languages = Languages.all(Locale.FRENCH);

    assertThat(languages).hasSameElementsAs(Languages.ALL).hasSameSizeAs(Languages.ALL);
    assertThat(Languages.accepted("de-CH", languages)).isEqualTo(Locale.FRENCH);
    assertThat(Languages.accepted("sv", languages)).isEqualTo(Locale.forLanguageTag("sv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"en-GB,sv;q=0.5|en", "fr,sv;q=0.5|sv", "ja|sv", "*|sv", "''|sv", ";|sv"})
  void aStoresOwnLanguageIsSpokenWhereNoneOfItsLanguagesMatches(String header, String tag) {
    List<Locale> spoken = List.of(Locale.forLanguageTag("sv"), Locale.ENGLISH);

    assertThat(Languages.accepted(header, spoken).toLanguageTag()).isEqualTo(tag);
  }
}
