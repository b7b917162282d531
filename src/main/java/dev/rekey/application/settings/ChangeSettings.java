package dev.rekey.application.settings;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.util.Map;
import java.util.Optional;

/// Changes limits, rules or lifetimes for an administrator.
public final class ChangeSettings {
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ChangeSettings(SettingsStore settings, AuditTrail audit, UnitOfWork unitOfWork) {
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Applies all of `changes` or none. An empty value resets a setting to its default.
  public Outcome change(Map<Setting, Optional<String>> changes, Actor administrator) {
    try {
      return unitOfWork.run(() -> {
        ServiceSettings changed = settings.change(changes);
        audit.record(
            AuditEvent.of(AuditEvent.Type.SETTINGS_CHANGED, null, administrator)
                .counting(changes.size()));
        return new Outcome.Changed(changed);
      });
    } catch (ServiceSettings.InvalidSetting invalid) {
      // if two settings contradict each other, the error names the one that the caller changed
      boolean other =
          invalid.setting() == Setting.MAXIMUM_LENGTH
              && !changes.containsKey(Setting.MAXIMUM_LENGTH)
              && changes.containsKey(Setting.MINIMUM_LENGTH);
      return new Outcome.Invalid(other ? Setting.MINIMUM_LENGTH : invalid.setting());
    }
  }

  /// The result of a change.
  public sealed interface Outcome {
    /// The settings after the change.
    record Changed(ServiceSettings settings) implements Outcome {}

    /// The value is invalid or contradicts another setting; nothing changed.
    record Invalid(Setting setting) implements Outcome {}
  }
}
