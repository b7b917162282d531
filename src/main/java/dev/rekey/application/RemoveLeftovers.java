package dev.rekey.application;

import dev.rekey.application.port.Leftovers;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Housekeeping: removes what is past its time, in small steps that keep nobody waiting.
public final class RemoveLeftovers {
  private static final int STEP = 500;

  /// Twice the hour that the limits look back.
  private static final Duration WINDOWS = Duration.ofHours(2);

  /// Longer than any clock is wrong by which a signature is still taken.
  private static final Duration SPENT_CALLS = Duration.ofHours(1);

  private final Leftovers leftovers;
  private final SettingsStore settings;
  private final Map<Leftovers.Kind, Duration> keep;

  /// @param keep how long each kind is kept that no setting decides on
  public RemoveLeftovers(
      Leftovers leftovers, SettingsStore settings, Map<Leftovers.Kind, Duration> keep) {
    this.leftovers = leftovers;
    this.settings = settings;
    this.keep = Map.copyOf(keep);
  }

  /// Removes all that is past its time, and answers how much that was.
  public int remove() {
    ServiceSettings now = settings.current();
    Map<Leftovers.Kind, Duration> all = new EnumMap<>(keep);
    all.put(Leftovers.Kind.REQUEST_WINDOWS, longer(WINDOWS, now.limits().email().minInterval()));
    all.put(Leftovers.Kind.SIGN_IN_ATTEMPTS, longer(WINDOWS, now.lockout().time()));
    all.put(Leftovers.Kind.SPENT_CALLS, SPENT_CALLS);
    int count = 0;
    for (Map.Entry<Leftovers.Kind, Duration> one : all.entrySet()) {
      int removed;
      do {
        removed = leftovers.remove(one.getKey(), one.getValue(), STEP);
        count += removed;
      } while (removed > 0);
    }
    return count;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
