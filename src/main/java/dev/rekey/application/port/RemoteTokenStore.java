package dev.rekey.application.port;

import dev.rekey.domain.customer.Customer;
import java.time.Duration;

/// Another place that holds what customers are signed in with: an identity provider, or an
/// authorization server of its own.
public interface RemoteTokenStore {
  /// Its name in the configuration, in answers and on the audit trail.
  String name();

  /// Ends everything that `customer` is signed in with there. Doing it again does no harm. It has a
  /// deadline of its own; what it throws means that the store was not told, or perhaps not.
  Answer revokeAll(Customer customer);

  /// How long after it agreed it has to be told once more, because a sign-in that was under way
  /// there may yield tokens all the same; zero where once is enough.
  default Duration toldAgainAfter() {
    return Duration.ZERO;
  }

  /// Whether it is told of what came in by Global Token Revocation. A store that sends those itself
  /// is not: two that tell each other would never come to rest.
  default boolean toldOfGlobalRevocations() {
    return true;
  }

  /// What the store says.
  enum Answer {
    /// Nothing that was issued before counts there any more.
    ENDED,
    /// It does not know the customer, so there is nothing to end.
    UNKNOWN_CUSTOMER,
    /// It will not do it: somebody has to look at its configuration or ours.
    REFUSED,
    /// It can't at the moment.
    UNAVAILABLE
  }
}
