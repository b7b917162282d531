package dev.rekey;

import dev.rekey.domain.OutboxSettings;
import java.time.Duration;

/// Validates the settings of background work. The lease has to be longer than everything that is
/// done under one claim: otherwise two replicas would do it at once.
final class OutboxConfigured {
  // the pool of connections to the mail server is cleaned once a second
  private static final Duration MIN_MAIL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MAX_MAIL_TIMEOUT = Duration.ofMinutes(10);

  // a push of a security event takes up to 10 s
  private static final Duration MIN_LEASE = Duration.ofSeconds(12);
  private static final Duration MAX_LEASE = Duration.ofHours(1);
  private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(100);
  private static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(5);

  private OutboxConfigured() {}

  static OutboxSettings outbox(Settings settings) {
    inRange("rekey.mail-timeout", settings.mailTimeout(), MIN_MAIL_TIMEOUT, MAX_MAIL_TIMEOUT);
    inRange("rekey.lease", settings.lease(), MIN_LEASE, MAX_LEASE);
    inRange("rekey.retry-delay", settings.retryDelay(), MIN_RETRY_DELAY, MAX_RETRY_DELAY);
    OutboxSettings outbox =
        new OutboxSettings(settings.lease(), settings.mailTimeout(), settings.retryDelay());
    requireLongerLease(settings, outbox.longestMail(), "twice rekey.mail-timeout");
    settings
        .tokenStores()
        .forEach((name, store) ->
            requireLongerLease(
                settings, store.deadline(), "rekey.token-stores." + name + ".deadline"));
    return outbox;
  }

  /// Aborts startup where the lease could end during `what`.
  static void requireLongerLease(Settings settings, Duration longest, String what) {
    if (settings.lease().compareTo(longest) <= 0) {
      throw new InvalidConfiguration(
          "rekey.lease",
          "is %s, but has to be longer than %s (%s)".formatted(settings.lease(), what, longest));
    }
  }

  private static void inRange(String property, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new InvalidConfiguration(
          property, "is %s, but has to be from %s to %s".formatted(value, min, max));
    }
  }
}
