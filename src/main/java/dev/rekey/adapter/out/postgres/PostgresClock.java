package dev.rekey.adapter.out.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Returns the time of the database without a query. It adds the time of a monotonic clock to the
/// last reading of the database clock.
///
/// With a wrong local clock, a replica would defer work that is due for another replica, or expire
/// new data. Until the first reading it returns the local time.
@ApplicationScoped
public class PostgresClock implements InstantSource {
  /// Maximum round trip of a usable reading; a slower one is too inexact.
  private static final Duration MAX_ROUND_TRIP = Duration.ofMillis(250);

  private volatile @Nullable Reading last;

  @Override
  public Instant instant() {
    Reading reading = last;
    return reading == null
        ? Instant.now()
        : reading.time.plusNanos(System.nanoTime() - reading.nanoTime);
  }

  /// Accepts `time` as the database time between two readings of `System.nanoTime()`.
  public void read(Instant time, long asked, long answered) {
    if (last == null || answered - asked <= MAX_ROUND_TRIP.toNanos()) {
      last = new Reading(time, asked + (answered - asked) / 2);
    }
  }

  private record Reading(Instant time, long nanoTime) {}
}
