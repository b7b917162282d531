package dev.rekey.adapter.out.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The database's time, known without asking for it: what was read last, and what a clock that
/// nobody can set has counted since.
///
/// A replica whose own clock is wrong would otherwise put off work that another one has to do, or
/// give up what is new. Until the first reading the machine's own clock has to do.
@ApplicationScoped
class PostgresClock implements InstantSource {
  /// A reading that took longer says too little about when it was made.
  private static final Duration MAX_ROUND_TRIP = Duration.ofMillis(250);

  private volatile @Nullable Reading last;

  @Override
  public Instant instant() {
    Reading reading = last;
    return reading == null
        ? Instant.now()
        : reading.time.plusNanos(System.nanoTime() - reading.nanoTime);
  }

  /// Takes `time` as what the database's clock said between two readings of `System.nanoTime()`.
  void read(Instant time, long asked, long answered) {
    if (last == null || answered - asked <= MAX_ROUND_TRIP.toNanos()) {
      last = new Reading(time, asked + (answered - asked) / 2);
    }
  }

  private record Reading(Instant time, long nanoTime) {}
}
