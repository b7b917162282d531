package dev.rekey.application.port;

import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.util.Map;
import java.util.Optional;

/// The settings as they hold on every replica, within five seconds of a change.
public interface SettingsStore {
  /// The settings as this replica knows them. Never blocks.
  ServiceSettings current();

  /// Changes some, all or nothing; an empty value takes one back to its configured default.
  ///
  /// @throws ServiceSettings.InvalidSetting where one does not fit or does not go with another
  ServiceSettings change(Map<Setting, Optional<String>> changes);
}
