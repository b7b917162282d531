package dev.rekey.application;

import dev.rekey.application.port.Leftovers;
import java.time.Duration;
import java.util.Map;

/// Housekeeping: removes what is past its time, in small steps that keep nobody waiting.
public final class RemoveLeftovers {
  private static final int STEP = 500;

  private final Leftovers leftovers;
  private final Map<Leftovers.Kind, Duration> keep;

  /// @param keep how long each kind is kept
  public RemoveLeftovers(Leftovers leftovers, Map<Leftovers.Kind, Duration> keep) {
    this.leftovers = leftovers;
    this.keep = Map.copyOf(keep);
  }

  /// Removes all that is past its time, and answers how much that was.
  public int remove() {
    int all = 0;
    for (Map.Entry<Leftovers.Kind, Duration> one : keep.entrySet()) {
      int removed;
      do {
        removed = leftovers.remove(one.getKey(), one.getValue(), STEP);
        all += removed;
      } while (removed == STEP);
    }
    return all;
  }
}
