package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// The secret in a mailed link: 256 random bits, usable once (OWASP ASVS 5.0, 6.4.1 and 6.5.1). It
/// is made when the mail is written, and only its digest is stored. It prints itself redacted.
///
/// @param secret the bits
public record ResetToken(Secret secret) {
  /// What a caller sent, or nothing where it has not the shape of a token.
  public static Optional<ResetToken> parse(String text) {
    return Secret.parse(text).map(ResetToken::new);
  }

  /// What is stored of it.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "ResetToken[redacted]";
  }
}
