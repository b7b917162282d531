package dev.rekey.domain;

import java.time.Duration;

/// Growing pauses between the tries of something that fails: the first, then each `factor` times as
/// long as the one before, and none longer than `longest`.
public record Backoff(Duration first, Duration longest, int factor) {
  public Backoff {
    if (!first.isPositive() || longest.compareTo(first) < 0 || factor < 2) {
      throw new IllegalArgumentException("Pauses that do not grow");
    }
  }

  /// Each pause is twice as long as the one before.
  public static Backoff doubling(Duration first, Duration longest) {
    return new Backoff(first, longest, 2);
  }

  /// The pause after a failure that `failures` others came before.
  public Duration after(int failures) {
    Duration pause = first;
    for (int i = 0; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(factor);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
