package dev.rekey.application.port.revocation;

import dev.rekey.domain.revocation.SignedRequest;

/// Verifies requests that a trusted issuer signed, in place of an administrator's token.
public interface SignedRequestVerifier {
  /// Verifies `bearer`.
  ///
  /// @throws TemporarilyUnavailable if the issuer's keys are unavailable
  Verdict check(String bearer);

  /// The result of a verification.
  sealed interface Verdict {
    /// A trusted issuer signed the request for this service, and it is valid now.
    record Signed(SignedRequest call) implements Verdict {}

    /// The token names a trusted issuer but is invalid.
    record Refused() implements Verdict {}

    /// The token is of another kind.
    record AnotherKind() implements Verdict {}
  }
}
