package dev.rekey.domain.settings;

import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// All settings as they hold now: the configured defaults, with what an administrator changed on
/// top.
public final class ServiceSettings {
  private final EnumMap<Setting, String> values;

  private ServiceSettings(EnumMap<Setting, String> values) {
    this.values = values;
  }

  /// The settings that `values` give: a value for each, canonical.
  ///
  /// @throws InvalidSetting where one is missing, does not fit, or does not go with another
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

  /// These settings with `changes` on top.
  ///
  /// @throws InvalidSetting where a change does not fit or does not go with another setting
  public ServiceSettings with(Map<Setting, String> changes) {
    EnumMap<Setting, String> changed = new EnumMap<>(values);
    changed.putAll(changes);
    return of(changed);
  }

  /// The canonical text of one.
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

  /// How long a mailed link works.
  public Duration linkLifetime() {
    return duration(Setting.LINK_LIFETIME);
  }

  /// When sign-in is locked.
  public Lockout lockout() {
    return new Lockout(count(Setting.LOCKOUT_FAILURES), duration(Setting.LOCKOUT_TIME));
  }

  /// How long a sign-in lasts.
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

  /// How many failed sign-ins lock an address, and for how long.
  ///
  /// @param failures the failures in a row that lock it; 0 means that nothing locks
  /// @param time how long it stays locked, and how long a failure is remembered
  public record Lockout(int failures, Duration time) {
    /// Whether anything ever locks.
    public boolean inForce() {
      return failures > 0 && time.isPositive();
    }
  }

  /// A setting has no value that it can take.
  public static final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Setting setting;

    InvalidSetting(Setting setting) {
      super(setting.text());
      this.setting = setting;
    }

    /// Which one.
    public Setting setting() {
      return setting;
    }
  }
}
