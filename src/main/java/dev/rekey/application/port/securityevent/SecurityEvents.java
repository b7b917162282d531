package dev.rekey.application.port.securityevent;

import dev.rekey.domain.Actor;
import dev.rekey.domain.KebabCase;
import dev.rekey.domain.customer.CustomerId;
import java.util.Set;

/// Queues security events (CAEP 1.0) for each stream (see [SecurityEventStreams]). Events commit
/// with the change that causes them.
public interface SecurityEvents {
  /// Queues the events of one change. They share a `txn`.
  void queue(CustomerId customer, Actor actor, Set<Type> types);

  /// The type of an event in CAEP.
  enum Type implements KebabCase {
    CREDENTIAL_CHANGE,
    SESSION_REVOKED
  }

  /// The initiator of an event in CAEP (section 2).
  enum Initiator implements KebabCase {
    USER,
    ADMIN,
    SYSTEM;

    /// Returns the initiator for `actor`.
    public static Initiator of(Actor actor) {
      return switch (actor.kind()) {
        case CUSTOMER, CLIENT -> USER;
        case ADMINISTRATOR -> ADMIN;
        case SYSTEM -> SYSTEM;
      };
    }
  }
}
