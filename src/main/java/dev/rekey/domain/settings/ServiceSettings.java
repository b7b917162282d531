package dev.rekey.domain.settings;

import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// All current settings: the configured defaults with the changes of an administrator.
public final class ServiceSettings {
  private final EnumMap<Setting, String> values;

  private ServiceSettings(EnumMap<Setting, String> values) {
    this.values = values;
  }

  /// Creates the settings from a value for each setting.
  ///
  /// @throws InvalidSetting if a value is missing, is invalid or contradicts another setting
  public static ServiceSettings of(Map<Setting, String> values) {
    EnumMap<Setting, String> canonical = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      canonical.put(
          setting,
          Optional.ofNullable(values.get(setting))
              .flatMap(setting::canonical)
              .orElseThrow(() -> new InvalidSetting(setting)));
    }
    ServiceSettings settings = new ServiceSettings(canonical);
    if (settings.count(Setting.MAXIMUM_LENGTH) < settings.count(Setting.MINIMUM_LENGTH)) {
      throw new InvalidSetting(Setting.MAXIMUM_LENGTH);
    }
    return settings;
  }

  /// Returns these settings with `changes`.
  ///
  /// @throws InvalidSetting if a change is invalid or contradicts another setting
  public ServiceSettings with(Map<Setting, String> changes) {
    EnumMap<Setting, String> changed = new EnumMap<>(values);
    changed.putAll(changes);
    return of(changed);
  }

  /// The canonical text of a setting.
  public String text(Setting setting) {
    return java.util.Objects.requireNonNull(values.get(setting));
  }

  /// The limits on reset requests.
  public ResetLimits limits() {
    return new ResetLimits(
        Protection.valueOf(text(Setting.PROTECTION)),
        new RequestLimit(count(Setting.MAX_REQUESTS_PER_HOUR), duration(Setting.MIN_INTERVAL)),
        new RequestLimit(count(Setting.MAX_REQUESTS_PER_HOUR_PER_IP), Duration.ZERO),
        new RequestLimit(count(Setting.ADMIN_MAX_REQUESTS_PER_HOUR), Duration.ZERO));
  }

  /// The rules for new passwords.
  public PasswordPolicy passwordPolicy() {
    return new PasswordPolicy(
        count(Setting.MINIMUM_LENGTH),
        count(Setting.MAXIMUM_LENGTH),
        on(Setting.SPACES_ALLOWED),
        count(Setting.REQUIRED_CHARACTER_CLASSES),
        on(Setting.REJECT_COMPROMISED));
  }

  /// The lifetime of a mailed link.
  public Duration linkLifetime() {
    return duration(Setting.LINK_LIFETIME);
  }

  /// The lockout after failed sign-ins.
  public Lockout lockout() {
    return new Lockout(count(Setting.LOCKOUT_FAILURES), duration(Setting.LOCKOUT_TIME));
  }

  /// The limits of failed sign-ins for the client address of `actor`.
  public RateLimits signInFailures(Actor actor) {
    RequestLimit limit =
        new RequestLimit(count(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP), Duration.ZERO);
    return actor
        .from()
        .map(client -> RateLimits.ofClient("sign-in failures", client, limit))
        .orElse(RateLimits.NONE);
  }

  /// The limit of password changes of `customer`.
  public RateLimits passwordChanges(CustomerId customer) {
    return RateLimits.of(
        "password changes " + customer,
        new RequestLimit(count(Setting.MAX_PASSWORD_CHANGES_PER_HOUR), Duration.ZERO));
  }

  /// The budget of mails to `email`.
  public RateLimits mails(EmailAddress email) {
    return RateLimits.of("mails " + email.normalised(), mails());
  }

  /// The budget of mails to `email` that administrators and disputes start, so that visitors cannot
  /// use it up.
  public RateLimits supportMails(EmailAddress email) {
    return RateLimits.of("support mails " + email.normalised(), mails());
  }

  /// The limit of notices to each customer: one mail, unless mails are not limited.
  public RequestLimit notices() {
    return new RequestLimit(Math.min(1, mails().perHour()), Duration.ZERO);
  }

  private RequestLimit mails() {
    return new RequestLimit(count(Setting.MAX_MAILS_PER_HOUR), Duration.ZERO);
  }

  /// The lifetime of a sign-in.
  public Duration accessTokenLifetime() {
    return duration(Setting.ACCESS_TOKEN_LIFETIME);
  }

  private int count(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  private boolean on(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  private Duration duration(Setting setting) {
    return Duration.parse(text(setting));
  }

  /// The lockout of an email address after failed sign-ins.
  ///
  /// @param failures the number of failures in a row that lock the address; 0 disables the lockout
  /// @param time the first pause, after which a failure expires too
  public record Lockout(int failures, Duration time) {
    /// Never locks and counts nothing.
    public static final Lockout OFF = new Lockout(0, Duration.ZERO);

    /// The longest pause, unless the first one is longer. After this time without a failure the
    /// next pause is the first one again.
    public static final Duration MAX_PAUSE = Duration.ofHours(24);

    /// The time until a pause is forgotten: the longest pause and the same time after it.
    public static final Duration PAUSES_KEPT = MAX_PAUSE.multipliedBy(2);

    /// The pause after `earlier` pauses without a success in between.
    public Duration pause(int earlier) {
      Duration doubled = time.multipliedBy(1L << Math.min(earlier, 17));
      Duration longest = time.compareTo(MAX_PAUSE) > 0 ? time : MAX_PAUSE;
      return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /// Whether the lockout is enabled.
    public boolean inForce() {
      return failures > 0 && time.isPositive();
    }
  }

  /// The value of a setting is invalid.
  public static final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Setting setting;

    InvalidSetting(Setting setting) {
      super(setting.text());
      this.setting = setting;
    }

    /// The invalid setting.
    public Setting setting() {
      return setting;
    }
  }
}
