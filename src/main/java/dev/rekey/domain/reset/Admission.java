package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the limits say to a request.
public sealed interface Admission {

  /// It is within them all.
  ///
  /// @param at the instant that it counts from
  /// @param counted the windows with it, to be stored together with the request
  record Admitted(Instant at, Map<Digest, RequestWindow> counted) implements Admission {}

  /// It is over at least one of them, and counts for none.
  ///
  /// @param retryAfter how long until all of them would admit it
  /// @param address where the caller's address stands, if addresses are limited
  record Refused(Duration retryAfter, Optional<Quota> address) implements Admission {}

  /// Where a client address stands.
  ///
  /// @param perHour what it may ask in an hour
  /// @param remaining what is left of it
  /// @param reset how long until more is left, zero where something is
  record Quota(int perHour, int remaining, Duration reset) {}
}
