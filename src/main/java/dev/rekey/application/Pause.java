package dev.rekey.application;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A while in which background work leaves everything to others. It needs no executor, which may be
/// closed, and no interrupt ends it: keep it short.
final class Pause {
  private Pause() {}

  static void of(Duration length) {
    if (length.isPositive()) {
      boolean _ =
          new CompletableFuture<Boolean>()
              .completeOnTimeout(true, length.toMillis(), TimeUnit.MILLISECONDS)
              .join();
    }
  }
}
