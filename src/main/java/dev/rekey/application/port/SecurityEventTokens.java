package dev.rekey.application.port;

import dev.rekey.application.port.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.SecurityEventStreams.Stream;

/// Writes security events as signed tokens (RFC 8417).
public interface SecurityEventTokens {
  /// The token that tells the receiver of `stream` of this event: the same one whenever it is asked
  /// for, as long as the key is the same.
  String token(Stream stream, Delivery delivery);

  /// The public keys, as a JSON Web Key Set (RFC 7517).
  String keys();
}
