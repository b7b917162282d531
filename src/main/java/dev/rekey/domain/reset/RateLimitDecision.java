package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The decision of the rate limits about a request.
public sealed interface RateLimitDecision {

  /// All limits allow the request.
  ///
  /// @param at the instant at which it counts
  /// @param counted the windows that include it, to store together with the request
  record Allowed(Instant at, Map<Digest, SlidingWindow> counted) implements RateLimitDecision {}

  /// At least one limit rejects the request. It is not counted.
  ///
  /// @param retryAfter the time until all limits allow it
  /// @param address the quota of the client address, if addresses are limited
  record Limited(Duration retryAfter, Optional<Quota> address) implements RateLimitDecision {
    /// The time to wait as a caller may see it, in whole minutes and rounded up: the exact time
    /// reveals to the second when an address was last used.
    public long minutes() {
      return Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 60_000));
    }
  }

  /// The quota of a client address.
  ///
  /// @param perHour the maximum number of requests per hour
  /// @param remaining the number of requests that are left
  /// @param reset the time until the next request is allowed; zero if one is left
  record Quota(int perHour, int remaining, Duration reset) {}
}
