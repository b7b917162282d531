package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import java.time.Instant;
import java.util.Collection;

/// Counts uses in sliding windows. The limits are exact under concurrency and across replicas.
///
/// A use is counted before the work that it stands for, and released if it turns out not to count.
/// So concurrent callers never exceed a limit. Calls are outside any unit of work.
public interface RateLimiter {
  /// Counts one use if each of `limits` allows it. The count is durable when this method returns.
  RateLimitDecision count(RateLimits limits);

  /// Takes a counted use back. During an outage it stays counted, which errs on the safe side.
  ///
  /// @param keys the keys to take it back from
  /// @param at the instant at which it was counted
  void release(Collection<Digest> keys, Instant at);
}
