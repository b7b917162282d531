package dev.rekey.application.port.settings;

import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.util.Map;
import java.util.Optional;

/// Stores the settings. A change is effective on every replica within five seconds.
public interface SettingsStore {
  /// Returns the settings that this replica has cached. Never blocks.
  ServiceSettings current();

  /// Applies all changes or none. An empty value resets a setting to its configured default.
  ///
  /// @throws ServiceSettings.InvalidSetting if a value is invalid or contradicts another setting
  ServiceSettings change(Map<Setting, Optional<String>> changes);
}
