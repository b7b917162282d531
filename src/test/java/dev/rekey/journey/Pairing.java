package dev.rekey.journey;

import dev.rekey.local.fixture.TestScope;
import dev.rekey.message.Languages;
import java.util.Locale;
import java.util.stream.Stream;

/// The visits of a journey: each language, and each way of looking at pages (narrow, zoomed, dark,
/// without scripts).
///
/// Each language comes once, and the ways come in pairs in the languages with the longest texts,
/// French and Swedish. A constant is named by its French visit. Four journeys with different
/// constants combine both languages with each way. A complete run adds each way in each language.
enum Pairing {
  NARROW_DARK(french().narrow().dark(), swedish().zoomed().withoutScripts()),
  NARROW_WITHOUT_SCRIPTS(french().narrow().withoutScripts(), swedish().zoomed().dark()),
  ZOOMED_DARK(french().zoomed().dark(), swedish().narrow().withoutScripts()),
  ZOOMED_WITHOUT_SCRIPTS(french().zoomed().withoutScripts(), swedish().narrow().dark());

  private final Visit french;
  private final Visit swedish;

  Pairing(Visit french, Visit swedish) {
    this.french = french;
    this.swedish = swedish;
  }

  Stream<Visit> visits() {
    Stream<Visit> needed = Languages.ALL.stream().map(this::visitIn);
    return TestScope.isComplete()
        ? Stream.concat(Languages.ALL.stream().flatMap(Pairing::all), needed).distinct()
        : needed;
  }

  /// The same visits with scripts, for what happens only where scripts run.
  Stream<Visit> visitsWithScripts() {
    return visits().map(Visit::withScripts).distinct();
  }

  private Visit visitIn(Locale language) {
    return Stream.of(french, swedish)
        .filter(visit -> visit.language().equals(language))
        .findFirst()
        .orElseGet(() -> Visit.in(language));
  }

  private static Stream<Visit> all(Locale language) {
    Visit plain = Visit.in(language);
    return Stream.of(plain, plain.narrow(), plain.zoomed(), plain.dark(), plain.withoutScripts());
  }

  private static Visit french() {
    return Visit.in(Locale.FRENCH);
  }

  private static Visit swedish() {
    return Visit.in("sv");
  }
}
