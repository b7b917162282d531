package dev.rekey.application.port;

import dev.rekey.domain.revocation.SignedCall;

/// The systems that sign their calls instead of showing a token of the administrators' identity
/// provider.
public interface Senders {
  /// Tells what `bearer` is.
  ///
  /// @throws TemporarilyUnavailable where the sender's keys are out of reach
  Verdict check(String bearer);

  /// What a bearer is.
  sealed interface Verdict {
    /// A call that one of the senders signed for this service, and that counts now.
    record Signed(SignedCall call) implements Verdict {}

    /// Made to look like one, and none.
    record Refused() implements Verdict {}

    /// A token of another kind, of which nothing is known here.
    record AnotherKind() implements Verdict {}
  }
}
