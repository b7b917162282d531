package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// The secret in a mailed link: 256 random bits, usable once (OWASP ASVS 5.0, 6.4.1 and 6.5.1). It
/// is created right before its mail, and only its digest is stored. Its `toString` is redacted.
///
/// @param secret the random bits
public record ResetToken(Secret secret) {
  /// Parses a token. Returns nothing if `text` is no token.
  public static Optional<ResetToken> parse(String text) {
    return Secret.parse(text).map(ResetToken::new);
  }

  /// The digest, which is stored.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "ResetToken[redacted]";
  }
}
