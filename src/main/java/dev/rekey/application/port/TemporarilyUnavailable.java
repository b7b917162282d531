package dev.rekey.application.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A required system is unavailable or overloaded. Nothing was accepted, and a retry may succeed.
public final class TemporarilyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /// Creates the exception with `what` for the log and `retryAfter` for the caller.
  public TemporarilyUnavailable(String what, Duration retryAfter, @Nullable Throwable cause) {
    super(what, cause);
    this.retryAfter = retryAfter;
  }

  /// The delay before the caller should retry.
  public Duration retryAfter() {
    return retryAfter;
  }
}
