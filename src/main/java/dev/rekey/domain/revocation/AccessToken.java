package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// An opaque bearer token (RFC 6750) for one customer: of an integration, or of a sign-in at the
/// storefront. Only its digest is stored. It prints itself redacted.
///
/// @param secret the bits
public record AccessToken(Secret secret) {
  /// What a caller sent, or nothing where it has not the shape of one of ours.
  public static Optional<AccessToken> parse(String text) {
    return Secret.parse(text).map(AccessToken::new);
  }

  /// What is stored of it.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "AccessToken[redacted]";
  }
}
