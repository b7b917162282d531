package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.util.Map;
import java.util.Optional;

/// An administrator changes limits, rules or lifetimes.
public final class ChangeSettings {
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ChangeSettings(SettingsStore settings, AuditTrail audit, UnitOfWork unitOfWork) {
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Applies `changes`, all or none; an empty value takes a setting back to its default.
  public Outcome change(Map<Setting, Optional<String>> changes, Origin administrator) {
    try {
      return unitOfWork.run(() -> {
        ServiceSettings changed = settings.change(changes);
        audit.record(
            AuditEvent.of(AuditEvent.Type.SETTINGS_CHANGED, null, administrator)
                .counting(changes.size()));
        return new Outcome.Changed(changed);
      });
    } catch (ServiceSettings.InvalidSetting invalid) {
      // of two settings that do not go together the one that was to be changed is named
      boolean other =
          invalid.setting() == Setting.MAXIMUM_LENGTH
              && !changes.containsKey(Setting.MAXIMUM_LENGTH)
              && changes.containsKey(Setting.MINIMUM_LENGTH);
      return new Outcome.Invalid(other ? Setting.MINIMUM_LENGTH : invalid.setting());
    }
  }

  /// What became of it.
  public sealed interface Outcome {
    /// The settings as they hold from now on.
    record Changed(ServiceSettings settings) implements Outcome {}

    /// This one does not fit, or does not go with another; nothing changed.
    record Invalid(Setting setting) implements Outcome {}
  }
}
