package dev.rekey.application.port;

import java.time.Duration;

/// Delays background work.
@FunctionalInterface
public interface Sleeper {
  /// Blocks the calling thread for `length`. An interrupt does not end the delay, so keep it short.
  void sleep(Duration length);
}
