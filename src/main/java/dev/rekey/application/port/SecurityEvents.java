package dev.rekey.application.port;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import java.util.Set;

/// Tells other systems what happened to an account, in the terms of CAEP 1.0. Events are written
/// with the change that they tell of, for each stream that there is (see [SecurityEventStreams]).
public interface SecurityEvents {
  /// Queues events of one change; receivers see by their common `txn` that they belong together.
  void queue(CustomerId customer, Origin origin, Set<Type> types);

  /// What happened, as CAEP names it.
  enum Type implements KebabCase {
    CREDENTIAL_CHANGE,
    SESSION_REVOKED
  }

  /// By whom, as CAEP names it (section 2).
  enum Initiator implements KebabCase {
    USER,
    ADMIN,
    SYSTEM;

    /// Whom the receivers are told of where `origin` did it.
    public static Initiator of(Origin origin) {
      return switch (origin.kind()) {
        case CUSTOMER, CLIENT -> USER;
        case ADMINISTRATOR -> ADMIN;
        case SYSTEM -> SYSTEM;
      };
    }
  }
}
