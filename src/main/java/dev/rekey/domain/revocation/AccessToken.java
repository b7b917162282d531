package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// An opaque bearer token (RFC 6750) for one customer, of an integration or of a sign-in at the
/// storefront. Only its digest is stored. Its `toString` is redacted.
///
/// @param secret the random bits
public record AccessToken(Secret secret) {
  /// Parses a token. Returns nothing if `text` is no token of this service.
  public static Optional<AccessToken> parse(String text) {
    return Secret.parse(text).map(AccessToken::new);
  }

  /// The digest, which is stored.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
