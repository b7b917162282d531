package dev.rekey.application.port;

import dev.rekey.domain.revocation.SignedCall;

/// The signed calls that were answered, so that none is answered twice.
public interface SpentCalls {
  /// Spends a call, once and for all: true for exactly one of any number of callers. It is not
  /// spent where the unit of work is not stored.
  boolean spend(SignedCall call);
}
