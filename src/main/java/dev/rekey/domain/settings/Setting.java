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
  /// Which rate limits apply to reset requests of visitors: by client address (IP), by email, both
  /// or none.
  PROTECTION("protection", Kind.CHOICE, "BY_IP_AND_EMAIL", 0, 0),
  /// Reset requests for one email within any 60 minutes; 0 means no limit.
  MAX_REQUESTS_PER_HOUR("maxRequestsPerHour", Kind.COUNT, "5", 0, 1_000_000),
  /// Reset requests from one client address (IPv6: one /64, 4 times as many for a /56 and 16 times
  /// for a /48) within any 60 minutes; 0 means no limit. Higher than for one email, so that an
  /// office behind one address is not locked out.
  MAX_REQUESTS_PER_HOUR_PER_IP("maxRequestsPerHourPerIp", Kind.COUNT, "40", 0, 1_000_000),
  /// The minimum time between two reset requests of visitors for one email; 0 means none.
  MIN_INTERVAL("minInterval", Kind.DURATION, "PT10M", 0, 0),
  /// Reset mails that administrators start for one customer within any 60 minutes; 0 means no
  /// limit.
  ADMIN_MAX_REQUESTS_PER_HOUR("adminMaxRequestsPerHour", Kind.COUNT, "5", 0, 1_000_000),
  /// How long a mailed link works.
  LINK_LIFETIME("linkLifetime", Kind.DURATION, "PT24H", 1, 0),
  /// The minimum length of a new password, in Unicode code points.
  MINIMUM_LENGTH("minimumLength", Kind.COUNT, "6", 1, 256),
  /// Whether a new password may contain white space.
  SPACES_ALLOWED("spacesAllowed", Kind.SWITCH, "false", 0, 0),
  /// How many of the classes lower case, upper case, digit and other a new password needs.
  REQUIRED_CHARACTER_CLASSES("requiredCharacterClasses", Kind.COUNT, "1", 1, 4),
  /// The maximum length of a new password, in Unicode code points, checked before it is hashed. Not
  /// below the minimum length.
  MAXIMUM_LENGTH("maximumLength", Kind.COUNT, "256", 64, 1024),
  /// Whether known leaked passwords are rejected. The look-up is local
  /// (`rekey.compromised-passwords-file`).
  REJECT_COMPROMISED("rejectCompromised", Kind.SWITCH, "false", 0, 0),
  /// Failed sign-ins in a row that lock an email address for a pause; 0 switches the lockout off. A
  /// known device of the customer passes the pause.
  LOCKOUT_FAILURES("lockoutFailures", Kind.COUNT, "10", 0, 1_000_000),
  /// The first pause of an email address after failed sign-ins; 0 switches the lockout off. It
  /// doubles with each further series of failures, up to 24 h.
  LOCKOUT_TIME("lockoutTime", Kind.DURATION, "PT10M", 0, 0),
  /// Failed sign-ins and wrong current passwords from one client address (IPv6: one /64, 4 times as
  /// many for a /56 and 16 times for a /48) within any 60 minutes; 0 means no limit.
  MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP(
      "maxSignInFailuresPerHourPerIp", Kind.COUNT, "60", 0, 1_000_000),
  /// Password changes of one signed-in customer within any 60 minutes; 0 means no limit.
  MAX_PASSWORD_CHANGES_PER_HOUR("maxPasswordChangesPerHour", Kind.COUNT, "5", 0, 1_000_000),
  /// Mails of all kinds to one mailbox within any 60 minutes; 0 means no limit. A mail beyond the
  /// limit waits. Mails that administrators or disputes start have a second budget of this size.
  MAX_MAILS_PER_HOUR("maxMailsPerHour", Kind.COUNT, "10", 0, 1_000_000),
  /// How long a sign-in lasts.
  ACCESS_TOKEN_LIFETIME("accessTokenLifetime", Kind.DURATION, "PT1H", 1, 0);

  /// The longest duration that a setting takes.
  public static final Duration MAX_DURATION = Duration.ofDays(366);

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
  private final String defaultValue;
  private final int least;
  private final int greatest;

  Setting(String text, Kind kind, String defaultValue, int least, int greatest) {
    this.text = text;
    this.kind = kind;
    this.defaultValue = defaultValue;
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

  /// Its canonical text where the configuration has no value.
  public String defaultValue() {
    return defaultValue;
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
              && duration.compareTo(MAX_DURATION) <= 0
              && duration.equals(Duration.ofSeconds(duration.toSeconds()));
      return fits ? Optional.of(duration.toString()) : Optional.empty();
    } catch (DateTimeParseException notADuration) {
      return Optional.empty();
    }
  }
}
