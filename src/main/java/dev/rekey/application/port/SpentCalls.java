package dev.rekey.application.port;

import dev.rekey.domain.revocation.SignedCall;

/// Stores the ids of consumed signed requests, which prevents a replay.
public interface SpentCalls {
  /// Consumes a signed request. Returns true for exactly one of any number of callers. A rollback
  /// of the unit of work releases it.
  boolean spend(SignedCall call);
}
