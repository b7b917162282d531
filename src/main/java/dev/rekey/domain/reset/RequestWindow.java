package dev.rekey.domain.reset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The accepted requests of one key within the last hour, oldest first. Refused requests are not in
/// it: whoever keeps asking does not lock anybody out for longer.
///
/// @param accepted when each was accepted
public record RequestWindow(List<Instant> accepted) {
  /// No request yet.
  public static final RequestWindow EMPTY = new RequestWindow(List.of());

  static final Duration HOUR = Duration.ofHours(1);

  public RequestWindow {
    accepted = List.copyOf(accepted);
  }

  /// How long to wait from `now` until `limit` admits one more: zero where it does at once. A
  /// request that is exactly an hour old, or exactly the interval, no longer stands in the way.
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

  /// How many more `limit` admits at `now`, leaving the interval aside.
  public int remaining(RequestLimit limit, Instant now) {
    long used = accepted.stream().filter(at -> at.plus(HOUR).isAfter(now)).count();
    return (int) Math.max(0, limit.perHour() - used);
  }

  /// This window with one more request at `now`, without what is too old to count.
  public RequestWindow with(Instant now) {
    return new RequestWindow(
        Stream.concat(accepted.stream().filter(at -> at.plus(HOUR).isAfter(now)), Stream.of(now))
            .toList());
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
