package dev.rekey.domain.customer;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import java.util.Optional;

/// The secret of a known device of one customer ("Slow Down Online Guessing Attacks with Device
/// Cookies", OWASP). It passes the pause of a locked email and proves nothing else. Only its digest
/// is stored. Its `toString` is redacted.
///
/// @param secret the random bits
public record DeviceToken(Secret secret) {
  /// Parses a token. Returns nothing if `text` is no token.
  public static Optional<DeviceToken> parse(String text) {
    return Secret.parse(text).map(DeviceToken::new);
  }

  /// The digest, which is stored.
  public Digest digest() {
    return secret.digest();
  }

  @Override
  public String toString() {
    return "DeviceToken[redacted]";
  }
}
