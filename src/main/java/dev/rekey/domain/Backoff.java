package dev.rekey.domain;

import java.time.Duration;

/// Exponential backoff: the first delay, then each delay `factor` times the previous one, up to the
/// maximum `longest`.
public record Backoff(Duration first, Duration longest, int factor) {
  public Backoff {
    if (!first.isPositive() || longest.compareTo(first) < 0 || factor < 2) {
      throw new IllegalArgumentException("The delays of a backoff must grow");
    }
  }

  /// A backoff with the factor 2.
  public static Backoff doubling(Duration first, Duration longest) {
    return new Backoff(first, longest, 2);
  }

  /// The delay after a failure that follows `failures` others.
  public Duration after(int failures) {
    Duration pause = first;
    for (int i = 0; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(factor);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
