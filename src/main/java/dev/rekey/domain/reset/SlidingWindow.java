package dev.rekey.domain.reset;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The sliding window of one key: the requests that were allowed within the last hour, oldest
/// first. A rejected request is not counted, so that repeated requests do not extend the limit.
///
/// @param accepted the instants of the allowed requests
public record SlidingWindow(List<Instant> accepted) {
  /// A window without requests.
  public static final SlidingWindow EMPTY = new SlidingWindow(List.of());

  static final Duration HOUR = Duration.ofHours(1);

  public SlidingWindow {
    accepted = List.copyOf(accepted);
  }

  /// The time from `now` until `limit` allows one more request; zero if it does now. A request that
  /// is exactly one hour old, or exactly the interval, does not count any more.
  public Duration waitFor(RequestLimit limit, Instant now) {
    Duration wait = Duration.ZERO;
    if (!accepted.isEmpty()) {
      wait = longer(wait, Duration.between(now, accepted.getLast().plus(limit.minInterval())));
    }
    if (limit.limited() && accepted.size() >= limit.perHour()) {
      Instant inTheWay = accepted.get(accepted.size() - limit.perHour());
      wait = longer(wait, Duration.between(now, inTheWay.plus(HOUR)));
    }
    return wait;
  }

  /// The number of requests that `limit` still allows at `now`, without the interval.
  public int remaining(RequestLimit limit, Instant now) {
    long used = accepted.stream().filter(at -> at.plus(HOUR).isAfter(now)).count();
    return (int) Math.max(0, limit.perHour() - used);
  }

  /// Returns the window with one more request at `now` and without expired ones.
  public SlidingWindow with(Instant now) {
    return new SlidingWindow(
        Stream.concat(accepted.stream().filter(at -> at.plus(HOUR).isAfter(now)), Stream.of(now))
            .toList());
  }

  /// Returns the window without one of the requests at `at`.
  public SlidingWindow without(Instant at) {
    List<Instant> rest = new ArrayList<>(accepted);
    boolean _ = rest.remove(at);
    return new SlidingWindow(rest);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
