package dev.rekey.config;

import dev.rekey.domain.OutboxSettings;
import java.time.Duration;

/// Validates the settings of background work. The lease must be longer than all work under one
/// claim. Otherwise two replicas could do the same work at once.
public final class OutboxSettingsValidator {
  private OutboxSettingsValidator() {}

  public static OutboxSettings outbox(Settings settings) {
    OutboxSettings outbox =
        new OutboxSettings(settings.lease(), settings.mailTimeout(), settings.retryDelay());
    requireLongerLease(settings, outbox.longestMail(), "twice rekey.mail-timeout");
    settings
        .remoteRevocations()
        .forEach((name, store) ->
            requireLongerLease(
                settings, store.deadline(), "rekey.remote-revocations." + name + ".deadline"));
    return outbox;
  }

  /// Aborts startup where the lease could end during `what`.
  public static void requireLongerLease(Settings settings, Duration longest, String what) {
    if (settings.lease().compareTo(longest) <= 0) {
      throw new InvalidConfiguration(
          "rekey.lease",
          "is %s, but has to be longer than %s (%s)".formatted(settings.lease(), what, longest));
    }
  }
}
