package dev.rekey.message;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The languages that the service speaks, and how a wish is matched with them: by look-up (RFC
/// 4647, section 3.4), and in English where nothing matches.
public final class Languages {
  /// English comes first: it is spoken where nothing else matches.
  public static final List<Locale> ALL =
      List.of(
          Locale.ENGLISH,
          Locale.forLanguageTag("sv"),
          Locale.FRENCH,
          Locale.JAPANESE,
          Locale.forLanguageTag("zh-Hans"));

  /// A header beyond this is nobody's list of languages.
  private static final int MAX_HEADER_LENGTH = 256;

  // Chinese is written in two scripts, and these places use the simplified one; look-up by
  // truncation
  // alone would never get from zh-CN to zh-Hans (RFC 5646, section 2.2.3).
  private static final Map<String, String> SCRIPTS =
      Map.of("zh", "zh-Hans", "zh-CN", "zh-Hans", "zh-SG", "zh-Hans", "zh-MY", "zh-Hans");

  private Languages() {}

  /// The language for an `Accept-Language` header (RFC 9110, section 12.5.4), which may be
  /// anything.
  public static Locale accepted(String header) {
    return accepted(header, ALL);
  }

  /// The one of `spoken` for an `Accept-Language` header; the first where none matches.
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

  /// The one of `spoken` for a person who reads `wanted`.
  public static Locale spoken(Locale wanted, List<Locale> spoken) {
    return match(wanted.toLanguageTag(), spoken).stream().findFirst().orElse(Locale.ENGLISH);
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
