package dev.rekey.application.port.revocation;

import dev.rekey.domain.customer.Customer;
import java.time.Duration;

/// A remote authorization server that issues tokens for our customers, such as an identity
/// provider.
public interface RemoteAuthorizationServer {
  /// Its name in the configuration, in responses and in the audit trail.
  String name();

  /// Revokes all tokens of `customer` at the server. Idempotent, with a timeout of its own. An
  /// exception means that the server may not have received the call.
  Answer revokeAll(Customer customer);

  /// The delay before a second call after the acknowledgement; zero for no second call. A sign-in
  /// in progress at the server may yield tokens after the first call.
  default Duration repeatAfter() {
    return Duration.ZERO;
  }

  /// Whether it is notified of revocations that came in by Global Token Revocation. A server that
  /// sends those itself is not, because two such systems would notify each other without end.
  default boolean notifiedOfGlobalRevocations() {
    return true;
  }

  /// The answer of the server.
  enum Answer {
    /// No token that was issued before is valid there any more.
    ENDED,
    /// The server does not know the customer.
    UNKNOWN_CUSTOMER,
    /// The server rejects the call: the configuration of one side has to be fixed.
    REFUSED,
    /// The server is unavailable.
    UNAVAILABLE
  }
}
