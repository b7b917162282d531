package dev.rekey.domain.reset;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rate limits that apply to one use of something, each with the key that it counts. All of
/// them have to allow the use (OWASP ASVS 5.0, 6.3.1).
///
/// @param all the limits that can reject a use
public record RateLimits(List<Applied> all) {
  /// Limits nothing.
  public static final RateLimits NONE = new RateLimits(List.of());

  /// One limit with its key.
  ///
  /// @param key the counted key
  /// @param limit the limit of the key
  /// @param byAddress whether the key is a client address, the only quota that a caller may see
  public record Applied(Digest key, RequestLimit limit, boolean byAddress) {}

  public RateLimits {
    all = all.stream().filter(one -> one.limit.inForce()).toList();
  }

  /// One limit whose key is a digest of `key`.
  public static RateLimits of(String key, RequestLimit limit) {
    return new RateLimits(List.of(new Applied(Digest.of(key), limit, false)));
  }

  /// The limits of a client address and of the networks that contain it.
  ///
  /// @param use the counted use, which separates its keys from those of other uses
  /// @param limit for the address; a larger network has a larger number
  public static RateLimits ofClient(String use, ClientAddress client, RequestLimit limit) {
    return new RateLimits(
        client.networks(use).stream()
            .map(network -> new Applied(network.key(), limit.times(network.factor()), true))
            .toList());
  }

  /// These limits and `more`.
  public RateLimits and(RateLimits more) {
    List<Applied> both = new ArrayList<>(all);
    both.addAll(more.all);
    return new RateLimits(both);
  }

  /// The keys whose windows [#admit] needs.
  public List<Digest> keys() {
    return all.stream().map(Applied::key).toList();
  }

  /// Decides on a use at `now` and counts it for all limits if all of them allow it. `windows`
  /// contains the window of each of [#keys]; a key without one was never counted.
  public RateLimitDecision admit(Map<Digest, SlidingWindow> windows, Instant now) {
    Instant when = latest(windows, now);
    Duration wait = Duration.ZERO;
    Optional<RateLimitDecision.Quota> quota = Optional.empty();
    for (Applied one : all) {
      SlidingWindow window = windows.getOrDefault(one.key, SlidingWindow.EMPTY);
      Duration needed = window.waitFor(one.limit, when);
      if (needed.compareTo(wait) > 0) {
        wait = needed;
      }
      // of the networks that contain the address, the caller sees the one with the longest wait
      if (one.byAddress && quota.filter(it -> it.reset().compareTo(needed) >= 0).isEmpty()) {
        quota =
            Optional.of(
                new RateLimitDecision.Quota(
                    one.limit.perHour(), window.remaining(one.limit, when), needed));
      }
    }
    if (wait.isPositive()) {
      return new RateLimitDecision.Limited(wait, quota);
    }
    Map<Digest, SlidingWindow> counted = new HashMap<>();
    for (Applied one : all) {
      counted.put(one.key, windows.getOrDefault(one.key, SlidingWindow.EMPTY).with(when));
    }
    return new RateLimitDecision.Allowed(when, counted);
  }

  // A window may contain a use later than `now`, because the caller read the clock before it got
  // the window's lock. The order of the locks is the order of the uses.
  private Instant latest(Map<Digest, SlidingWindow> windows, Instant now) {
    Instant latest = now;
    for (Applied one : all) {
      List<Instant> accepted = windows.getOrDefault(one.key, SlidingWindow.EMPTY).accepted();
      if (!accepted.isEmpty() && accepted.getLast().isAfter(latest)) {
        latest = accepted.getLast();
      }
    }
    return latest;
  }
}
