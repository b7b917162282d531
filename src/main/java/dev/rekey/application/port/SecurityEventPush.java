package dev.rekey.application.port;

import dev.rekey.application.port.SecurityEventStreams.Delivery;
import java.net.URI;

/// Sends tokens to receivers (RFC 8935).
public interface SecurityEventPush {
  /// Whether anything may be sent to this address at all, as far as is known now.
  boolean allows(URI endpoint);

  /// Sends one token, and waits for the answer, but not for long.
  Outcome push(Delivery.Push receiver, String token);

  /// What the receiver made of it.
  enum Outcome {
    TAKEN,
    /// It says that this token is not to be taken.
    REFUSED,
    /// It is away, or does not let us in.
    AWAY
  }
}
