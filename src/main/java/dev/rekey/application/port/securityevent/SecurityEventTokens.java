package dev.rekey.application.port.securityevent;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;

/// Signs security event tokens (RFC 8417).
public interface SecurityEventTokens {
  /// Creates the token of an event for the receiver of `stream`. The same event and key yield the
  /// same token.
  String token(Stream stream, Delivery delivery);

  /// The public keys as a JSON Web Key Set (RFC 7517).
  String keys();
}
