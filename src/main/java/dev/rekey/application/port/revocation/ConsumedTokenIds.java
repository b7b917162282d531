package dev.rekey.application.port.revocation;

import dev.rekey.domain.revocation.SignedRequest;

/// Stores the ids of consumed signed requests, which prevents a replay.
public interface ConsumedTokenIds {
  /// Consumes a signed request. Returns true for exactly one of any number of callers. A rollback
  /// of the unit of work releases it.
  boolean consume(SignedRequest call);
}
