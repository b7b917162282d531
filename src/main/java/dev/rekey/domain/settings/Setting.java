package dev.rekey.domain.settings;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.reset.Protection;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A setting that an administrator can change while the service runs, with the values that it
/// takes.
///
/// A value is kept as its canonical text: a decimal number, `true` or `false`, an ISO 8601
/// duration, or the name of a choice.
public enum Setting {
  PROTECTION("protection", Kind.CHOICE, 0, 0),
  MAX_REQUESTS_PER_HOUR("maxRequestsPerHour", Kind.COUNT, 0, 1_000_000),
  MAX_REQUESTS_PER_HOUR_PER_IP("maxRequestsPerHourPerIp", Kind.COUNT, 0, 1_000_000),
  MIN_INTERVAL("minInterval", Kind.DURATION, 0, 0),
  ADMIN_MAX_REQUESTS_PER_HOUR("adminMaxRequestsPerHour", Kind.COUNT, 0, 1_000_000),
  LINK_LIFETIME("linkLifetime", Kind.DURATION, 1, 0),
  MINIMUM_LENGTH("minimumLength", Kind.COUNT, 1, 256),
  SPACES_ALLOWED("spacesAllowed", Kind.SWITCH, 0, 0),
  REQUIRED_CHARACTER_CLASSES("requiredCharacterClasses", Kind.COUNT, 1, 4),
  MAXIMUM_LENGTH("maximumLength", Kind.COUNT, 64, 1024),
  REJECT_COMPROMISED("rejectCompromised", Kind.SWITCH, 0, 0),
  LOCKOUT_FAILURES("lockoutFailures", Kind.COUNT, 0, 1_000_000),
  LOCKOUT_TIME("lockoutTime", Kind.DURATION, 0, 0),
  ACCESS_TOKEN_LIFETIME("accessTokenLifetime", Kind.DURATION, 1, 0);

  /// The longest duration that a setting takes.
  public static final Duration LONGEST = Duration.ofDays(366);

  /// The kind of a setting's value.
  public enum Kind implements KebabCase {
    COUNT,
    SWITCH,
    /// Whole seconds, at least one; zero only if it disables something.
    DURATION,
    CHOICE
  }

  private final String text;
  private final Kind kind;
  private final int least;
  private final int greatest;

  Setting(String text, Kind kind, int least, int greatest) {
    this.text = text;
    this.kind = kind;
    this.least = least;
    this.greatest = greatest;
  }

  /// Finds the setting with this name in JSON.
  public static Optional<Setting> named(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /// The name in JSON, in camel case.
  public String text() {
    return text;
  }

  /// The name in the configuration, after `rekey.`.
  public String key() {
    return KebabCase.of(name());
  }

  /// The kind of its value.
  public Kind kind() {
    return kind;
  }

  /// The minimum count; for a duration 0 if it may be zero, else 1.
  public int least() {
    return least;
  }

  /// The maximum count.
  public int greatest() {
    return greatest;
  }

  /// The values of a choice.
  public List<String> choices() {
    return Arrays.stream(Protection.values()).map(Enum::name).toList();
  }

  /// Returns the canonical text of `value`, or nothing if it is invalid.
  public Optional<String> canonical(String value) {
    return switch (kind) {
      case COUNT -> count(value);
      case SWITCH ->
          value.equals("true") || value.equals("false") ? Optional.of(value) : Optional.empty();
      case DURATION -> duration(value);
      case CHOICE -> choices().contains(value) ? Optional.of(value) : Optional.empty();
    };
  }

  private Optional<String> count(String value) {
    try {
      int count = Integer.parseInt(value);
      return count < least || count > greatest
          ? Optional.empty()
          : Optional.of(Integer.toString(count));
    } catch (NumberFormatException notACount) {
      return Optional.empty();
    }
  }

  private Optional<String> duration(String value) {
    try {
      Duration duration = Duration.parse(value);
      boolean fits =
          duration.compareTo(Duration.ofSeconds(least)) >= 0
              && duration.compareTo(LONGEST) <= 0
              && duration.equals(Duration.ofSeconds(duration.toSeconds()));
      return fits ? Optional.of(duration.toString()) : Optional.empty();
    } catch (DateTimeParseException notADuration) {
      return Optional.empty();
    }
  }
}
