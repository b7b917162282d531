package dev.rekey.domain.reset;

import java.time.Duration;

/// The rate limit of one key.
///
/// @param perHour the maximum number of requests within a sliding hour; 0 means no limit
/// @param minInterval the minimum time between two requests; zero means none
public record RequestLimit(int perHour, Duration minInterval) {
  /// This limit with `factor` times the number per hour.
  RequestLimit times(int factor) {
    return new RequestLimit(Math.multiplyExact(perHour, factor), minInterval);
  }

  /// Whether the number per hour is limited.
  public boolean limited() {
    return perHour > 0;
  }

  /// Whether it can reject a request.
  public boolean inForce() {
    return limited() || minInterval.isPositive();
  }
}
