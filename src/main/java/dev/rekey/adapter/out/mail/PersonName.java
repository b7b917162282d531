package dev.rekey.adapter.out.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides whether a text is the name of a person, so that an email may greet with it.
///
/// The owner of an account chooses its name and may use the email address of another person. So a
/// name must not carry a message to that person (phishing): what a name is made of is allowed, and
/// nothing else. A name that is not recognised costs its owner only the greeting.
final class PersonName {
  private static final int MAX_LENGTH = 60;

  /// Maximum number of words, without particles.
  private static final int MAX_WORDS = 5;

  /// Maximum number of words that all begin with a small letter: sentences do, too.
  private static final int MAX_SMALL_WORDS = 2;

  /// Maximum length of a word of Chinese characters. Four of them are a long name, and six a
  /// sentence.
  private static final int MAX_HAN = 4;

  /// Words of a name that begin with a small letter.
  private static final Set<String> PARTICLES =
      Set.of(
          "af", "al", "ap", "av", "bar", "ben", "bin", "bint", "d", "da", "das", "de", "degli",
          "dei", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el", "ferch", "i",
          "ibn", "la", "las", "le", "les", "lo", "los", "mac", "ní", "och", "op", "san", "st", "t",
          "'t", "’t", "te", "ten", "ter", "und", "van", "vom", "von", "y", "zu", "zum", "zur");

  private static final String LETTERS = "\\p{L}[\\p{L}\\p{M}]*+";
  private static final String JOINT = "[-‐‑'’ʻʼ`·・]";

  /// Letters with hyphens, apostrophes and middle dots between them, or an abbreviation.
  private static final Pattern WORD =
      Pattern.compile(
          "['’ʻ]?" + LETTERS + "(?:" + JOINT + LETTERS + ")*+['’]?|(?:\\p{L}\\p{M}*+){1,3}+\\.");

  private static final Pattern MANY_HAN = Pattern.compile("\\p{IsHan}{" + (MAX_HAN + 1) + ",}");

  private PersonName() {}

  static boolean isOne(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH || MANY_HAN.matcher(text).find()) {
      return false;
    }
    List<String> words = Arrays.asList(text.strip().split("[ \u00a0\u3000]", -1));
    List<String> names =
        words.stream().filter(word -> !PARTICLES.contains(word.toLowerCase(Locale.ROOT))).toList();
    long small = names.stream().filter(PersonName::isSmall).count();
    return words.stream().allMatch(word -> WORD.matcher(word).matches())
        && !names.isEmpty()
        && names.size() <= MAX_WORDS
        && (small == 0 || small == names.size() && small <= MAX_SMALL_WORDS);
  }

  // "d'Angelo" and "al-Rashid" have a small letter first and are names
  private static boolean isSmall(String word) {
    return word.codePoints().noneMatch(Character::isUpperCase)
        && word.codePoints().anyMatch(Character::isLowerCase);
  }
}
