package dev.rekey.application.settings;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Purges expired data in small batches, which keeps locks short.
public final class PurgeExpiredData {
  private static final int BATCH_SIZE = 500;

  /// Twice the sliding hour of the rate limits.
  private static final Duration WINDOWS = Duration.ofHours(2);

  /// As long as the pages keep its cookie.
  private static final Duration DEVICES = Duration.ofDays(365);

  /// An attack is visible one by one for an hour, and as a number afterwards.
  private static final Duration UNKNOWN_FAILURES = Duration.ofHours(1);

  /// Longer than the clock skew that a signed request may have.
  private static final Duration SPENT_CALLS = Duration.ofHours(1);

  private final ExpiredData expiredData;
  private final SettingsStore settings;
  private final Map<ExpiredData.Kind, Duration> keep;

  /// @param keep the retention of each kind that no setting determines
  public PurgeExpiredData(
      ExpiredData expiredData, SettingsStore settings, Map<ExpiredData.Kind, Duration> keep) {
    this.expiredData = expiredData;
    this.settings = settings;
    this.keep = Map.copyOf(keep);
  }

  /// Purges all expired data and returns the number of rows.
  public int remove() {
    ServiceSettings now = settings.current();
    Map<ExpiredData.Kind, Duration> all = new EnumMap<>(keep);
    all.put(ExpiredData.Kind.REQUEST_WINDOWS, longer(WINDOWS, now.limits().email().minInterval()));
    all.put(ExpiredData.Kind.SIGN_IN_ATTEMPTS, longer(WINDOWS, now.lockout().time()));
    all.put(ExpiredData.Kind.KNOWN_DEVICES, DEVICES);
    all.put(ExpiredData.Kind.UNKNOWN_SIGN_IN_FAILURES, UNKNOWN_FAILURES);
    all.put(ExpiredData.Kind.CONSUMED_TOKEN_IDS, SPENT_CALLS);
    int count = 0;
    for (Map.Entry<ExpiredData.Kind, Duration> one : all.entrySet()) {
      int removed;
      do {
        removed = expiredData.remove(one.getKey(), one.getValue(), BATCH_SIZE);
        count += removed;
      } while (removed > 0);
    }
    return count;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
