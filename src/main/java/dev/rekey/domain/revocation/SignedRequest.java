package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import java.time.Instant;

/// A signed request of another system.
///
/// @param issuer the issuer that signed it
/// @param id its `jti`, which is unique for the issuer
/// @param until its expiry
public record SignedRequest(String issuer, String id, Instant until) {
  /// A digest that is unique across issuers.
  public Digest digest() {
    // an issuer contains no line break, so the text is unambiguous
    return Digest.of(issuer + "\n" + id);
  }
}
