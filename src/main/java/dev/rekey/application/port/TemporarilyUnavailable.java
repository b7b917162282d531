package dev.rekey.application.port;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something that is needed is out of reach or has more to do than it can. Nothing was accepted,
/// and trying again later may help.
public final class TemporarilyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /// `what` is for the log, `retryAfter` for the caller.
  public TemporarilyUnavailable(String what, Duration retryAfter, @Nullable Throwable cause) {
    super(what, cause);
    this.retryAfter = retryAfter;
  }

  /// How long the caller should wait.
  public Duration retryAfter() {
    return retryAfter;
  }
}
