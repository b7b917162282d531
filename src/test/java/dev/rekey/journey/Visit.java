package dev.rekey.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/// How somebody looks at the pages: in which language, on what kind of screen, with scripts or not.
///
/// @param kind what pictures of it are called besides the page's name
record Visit(
    Locale language,
    int width,
    int height,
    double scale,
    ColorScheme scheme,
    boolean scripts,
    String kind) {

  /// On an ordinary screen in the light, with scripts.
  static Visit in(Locale language) {
    return new Visit(language, 1280, 800, 1, ColorScheme.LIGHT, true, "");
  }

  static Visit in(String language) {
    return in(Locale.forLanguageTag(language));
  }

  /// As narrow as WCAG 2.2 asks pages to be usable (1.4.10).
  Visit narrow() {
    return new Visit(language, 320, 640, scale, scheme, scripts, kind + "-narrow");
  }

  /// At 200 % (1.4.4): half as many CSS pixels, each twice as large.
  Visit zoomed() {
    return new Visit(language, width / 2, height / 2, 2, scheme, scripts, kind + "-zoomed");
  }

  Visit dark() {
    return new Visit(language, width, height, scale, ColorScheme.DARK, scripts, kind + "-dark");
  }

  Visit withoutScripts() {
    return new Visit(language, width, height, scale, scheme, false, kind + "-without-scripts");
  }

  Visit withScripts() {
    return new Visit(
        language, width, height, scale, scheme, true, kind.replace("-without-scripts", ""));
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setLocale(language.toLanguageTag())
        .setViewportSize(width, height)
        .setDeviceScaleFactor(scale)
        .setColorScheme(scheme);
  }
}
