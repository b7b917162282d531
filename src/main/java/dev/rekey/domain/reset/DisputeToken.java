package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// The secret in the link of a notice mail: 256 random bits that dispute a password change once. It
/// is created right before its mail, and only its digest is stored. Its `toString` is redacted.
///
/// @param secret the random bits
public record DisputeToken(Secret secret) {
  /// Parses a token. Returns nothing if `text` is no token.
  public static Optional<DisputeToken> parse(String text) {
    return Secret.parse(text).map(DisputeToken::new);
  }

  /// The digest, which is stored.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "DisputeToken[redacted]";
  }
}
