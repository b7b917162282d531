package dev.rekey.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The texts of all languages go together.
class MessagesTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
  private static final Object[] ARGUMENTS = {3, "second", "third"};

  static List<Locale> languages() {
    return Languages.ALL;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageHasTheSameTexts(Locale language) throws IOException {
    assertThat(texts(language).stringPropertyNames())
        .isEqualTo(texts(Locale.ENGLISH).stringPropertyNames());
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextHasTheArgumentsThatTheEnglishOneHas(Locale language) throws IOException {
    Properties english = texts(Locale.ENGLISH);
    texts(language)
        .forEach((key, text) ->
            assertThat(arguments((String) text))
                .as("%s in %s", key, language)
                .isEqualTo(arguments(english.getProperty((String) key))));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyTextIsAPatternThatLeavesNothingUnfilled(Locale language) throws IOException {
    texts(language)
        .forEach((key, text) -> {
          MessageFormat format = new MessageFormat((String) text, language);
          assertThat(format.format(ARGUMENTS))
              .as("%s in %s", key, language)
              .isNotBlank()
              .doesNotContain("{", "}");
        });
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noTextHoldsAQuoteThatThePatternWouldSwallow(Locale language) throws IOException {
    texts(language)
        .forEach((key, text) ->
            assertThat(((String) text).replace("''", ""))
                .as("%s in %s", key, language)
                .doesNotContain("'"));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void noTextIsThereTwice(Locale language) throws IOException {
    try (InputStream file = file(language)) {
      List<String> keys =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.replaceFirst("=.*", ""))
              .toList();
      assertThat(keys).doesNotHaveDuplicates();
    }
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties texts(Locale language) throws IOException {
    Properties texts = new Properties();
    try (InputStream file = file(language)) {
      texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static InputStream file(Locale language) throws IOException {
    String name = "/messages/" + language.toLanguageTag() + ".properties";
    InputStream file = MessagesTest.class.getResourceAsStream(name);
    if (file == null) {
      throw new IOException("Missing " + name);
    }
    return file;
  }
}
