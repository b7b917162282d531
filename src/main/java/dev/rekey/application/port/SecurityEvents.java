package dev.rekey.application.port;

import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import java.util.Set;

/// Tells other systems what happened to an account, in the terms of CAEP 1.0. Events are written
/// with the change that they tell of.
public interface SecurityEvents {
  /// Queues events of one change; receivers see by their common `txn` that they belong together.
  void queue(CustomerId customer, Origin origin, Set<Type> types);

  /// What happened, as CAEP names it.
  enum Type {
    CREDENTIAL_CHANGE,
    SESSION_REVOKED
  }
}
