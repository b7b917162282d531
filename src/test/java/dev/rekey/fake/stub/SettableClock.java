package dev.rekey.fake.stub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it.
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now = new AtomicReference<>();

  public SettableClock(Instant start) {
    now.set(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Moves it forward.
  public void advance(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }
}
