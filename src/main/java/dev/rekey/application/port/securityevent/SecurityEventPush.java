package dev.rekey.application.port.securityevent;

import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import java.net.URI;

/// Pushes security event tokens to receivers (RFC 8935).
public interface SecurityEventPush {
  /// Whether the outbound address policy currently allows this endpoint.
  boolean allows(URI endpoint);

  /// Sends one token and waits for the answer until a timeout.
  Outcome push(Delivery.Push receiver, String token);

  /// The answer of the receiver.
  enum Outcome {
    ACCEPTED,
    /// The receiver rejects this token.
    REFUSED,
    /// The receiver is unavailable or denies access.
    UNAVAILABLE
  }
}
