package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import java.time.Instant;

/// A call that another system signed, by what the signature covers.
///
/// @param issuer who signed it
/// @param id what the issuer calls it, and no other call of its own
/// @param until when it stops counting
public record SignedCall(String issuer, String id, Instant until) {
  /// What tells it from every other call of every issuer.
  public Digest digest() {
    // no issuer holds a line break, so that nothing else reads like this
    return Digest.of(issuer + "\n" + id);
  }
}
