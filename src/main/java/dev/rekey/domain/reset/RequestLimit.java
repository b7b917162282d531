package dev.rekey.domain.reset;

import java.time.Duration;

/// How many requests one key may make.
///
/// @param perHour the most within any sixty minutes; 0 means no limit
/// @param minInterval the least time between two; zero means none
public record RequestLimit(int perHour, Duration minInterval) {
  /// Whether the hour is limited at all.
  public boolean limited() {
    return perHour > 0;
  }

  /// Whether it can ever refuse.
  public boolean inForce() {
    return limited() || minInterval.isPositive();
  }
}
