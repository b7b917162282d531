package dev.rekey.message;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The supported languages, and their selection by BCP 47 lookup (RFC 4647, section 3.4). The first
/// language of a list is its fallback.
public final class Languages {
  /// All languages. English comes first, as the fallback.
  public static final List<Locale> ALL =
      List.of(
          Locale.ENGLISH,
          Locale.forLanguageTag("sv"),
          Locale.FRENCH,
          Locale.JAPANESE,
          Locale.forLanguageTag("zh-Hans"));

  /// Maximum length of an `Accept-Language` header. A longer one is ignored.
  private static final int MAX_HEADER_LENGTH = 256;

  // Regions that imply a script of Chinese. Lookup by truncation alone never gets from zh-CN to
  // zh-Hans (RFC 5646, section 2.2.3).
  private static final Map<String, String> SCRIPTS =
      Map.of("zh", "zh-Hans", "zh-CN", "zh-Hans", "zh-SG", "zh-Hans", "zh-MY", "zh-Hans");

  private Languages() {}

  /// All languages, with `fallback` in front of the others.
  public static List<Locale> all(Locale fallback) {
    return Stream.concat(Stream.of(fallback), ALL.stream()).distinct().toList();
  }

  /// The best match among `spoken` for an untrusted `Accept-Language` header (RFC 9110, section
  /// 12.5.4), or the first one.
  public static Locale accepted(String header, List<Locale> spoken) {
    if (header.isEmpty() || header.length() > MAX_HEADER_LENGTH) {
      return spoken.getFirst();
    }
    try {
      return Locale.LanguageRange.parse(header).stream()
          .filter(range -> range.getWeight() > 0)
          .sorted(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed())
          .flatMap(range -> match(range.getRange(), spoken).stream())
          .findFirst()
          .orElse(spoken.getFirst());
    } catch (IllegalArgumentException notAList) {
      return spoken.getFirst();
    }
  }

  /// The best match among `spoken` for the language `wanted`, or the first one.
  public static Locale spoken(Locale wanted, List<Locale> spoken) {
    return match(wanted.toLanguageTag(), spoken).stream().findFirst().orElse(spoken.getFirst());
  }

  private static List<Locale> match(String range, List<Locale> spoken) {
    if (range.equals("*")) {
      return List.of(spoken.getFirst());
    }
    Locale wanted = Locale.forLanguageTag(range);
    String withRegion =
        wanted.getLanguage() + (wanted.getCountry().isEmpty() ? "" : "-" + wanted.getCountry());
    String scripted = wanted.getScript().isEmpty() ? SCRIPTS.get(withRegion) : null;
    Locale found =
        Locale.lookup(
            List.of(new Locale.LanguageRange(scripted == null ? wanted.toLanguageTag() : scripted)),
            spoken);
    return found == null ? List.of() : List.of(found);
  }
}
