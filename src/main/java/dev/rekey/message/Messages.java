package dev.rekey.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/// The texts of `messages/<language>.properties`. All languages have the same keys; a test checks
/// this.
public final class Messages {
  private final Map<Locale, Properties> byLanguage = new HashMap<>();

  /// Loads all texts.
  public Messages() {
    for (Locale language : Languages.ALL) {
      byLanguage.put(language, read(language));
    }
  }

  /// The text of `key` in one of [Languages#ALL], with its arguments formatted for the language.
  /// Arguments with plural forms are numbers.
  public String text(Locale language, String key, Object... arguments) {
    String pattern = texts(language).getProperty(key);
    if (pattern == null) {
      throw new IllegalArgumentException("No text " + key);
    }
    return new MessageFormat(pattern, language).format(arguments);
  }

  private Properties texts(Locale language) {
    Properties texts = byLanguage.get(language);
    if (texts == null) {
      throw new IllegalArgumentException("No texts in " + language.toLanguageTag());
    }
    return texts;
  }

  private static Properties read(Locale language) {
    String name = "/messages/" + language.toLanguageTag() + ".properties";
    try (InputStream file = Messages.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("Missing " + name);
      }
      Properties texts = new Properties();
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
