package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// The secret in the link of a notice: 256 random bits with which a customer disputes a change of
/// the password, once. It is made when the notice is written, and only its digest is stored. It
/// prints itself redacted.
///
/// @param secret the bits
public record DisputeToken(Secret secret) {
  /// What a caller sent, or nothing where it has not the shape of a token.
  public static Optional<DisputeToken> parse(String text) {
    return Secret.parse(text).map(DisputeToken::new);
  }

  /// What is stored of it.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "DisputeToken[redacted]";
  }
}
