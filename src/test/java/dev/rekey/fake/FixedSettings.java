package dev.rekey.fake;

import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The settings in memory, with the defaults that the service is delivered with.
public final class FixedSettings implements SettingsStore {
  /// As in the contract's table.
  public static final ServiceSettings DEFAULTS =
      ServiceSettings.of(
          Map.ofEntries(
              Map.entry(Setting.PROTECTION, "BY_IP_AND_EMAIL"),
              Map.entry(Setting.MAX_REQUESTS_PER_HOUR, "5"),
              Map.entry(Setting.MAX_REQUESTS_PER_HOUR_PER_IP, "40"),
              Map.entry(Setting.MIN_INTERVAL, "PT10M"),
              Map.entry(Setting.ADMIN_MAX_REQUESTS_PER_HOUR, "5"),
              Map.entry(Setting.LINK_LIFETIME, "PT24H"),
              Map.entry(Setting.MINIMUM_LENGTH, "6"),
              Map.entry(Setting.SPACES_ALLOWED, "false"),
              Map.entry(Setting.REQUIRED_CHARACTER_CLASSES, "1"),
              Map.entry(Setting.MAXIMUM_LENGTH, "256"),
              Map.entry(Setting.REJECT_COMPROMISED, "false"),
              Map.entry(Setting.LOCKOUT_FAILURES, "10"),
              Map.entry(Setting.LOCKOUT_TIME, "PT10M"),
              Map.entry(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, "60"),
              Map.entry(Setting.MAX_PASSWORD_CHANGES_PER_HOUR, "5"),
              Map.entry(Setting.MAX_MAILS_PER_HOUR, "10"),
              Map.entry(Setting.ACCESS_TOKEN_LIFETIME, "PT1H")));

  private final InMemoryStore store;

  public FixedSettings(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public ServiceSettings current() {
    return store.with(state -> DEFAULTS.with(state.overrides));
  }

  @Override
  public ServiceSettings change(Map<Setting, Optional<String>> changes) {
    return store.with(state -> {
      Map<Setting, String> wanted = new EnumMap<>(Setting.class);
      wanted.putAll(state.overrides);
      changes.forEach((setting, value) ->
          value.ifPresentOrElse(text -> wanted.put(setting, text), () -> wanted.remove(setting)));
      ServiceSettings changed = DEFAULTS.with(wanted);
      state.overrides.clear();
      state.overrides.putAll(wanted);
      return changed;
    });
  }
}
