package dev.rekey.domain;

import java.util.Base64;
import java.util.Optional;

/// 256 random bits, written as 43 characters of base64url without padding (RFC 4648, section 5).
///
/// Its `toString` is redacted. Only code that writes a mail or an answer calls [#reveal].
public final class Secret {
  /// Number of random octets in a secret.
  public static final int OCTETS = 32;

  /// Number of characters in its text.
  public static final int CHARACTERS = 43;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// Creates a secret from 32 random octets.
  public static Secret of(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException("A secret has " + OCTETS + " octets");
    }
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
  }

  /// Parses a secret. Returns nothing if `text` is no secret. Only the canonical encoding is
  /// accepted, so that two texts never encode the same secret.
  public static Optional<Secret> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Optional.empty();
    }
    try {
      Secret canonical = of(Base64.getUrlDecoder().decode(text));
      return canonical.text.equals(text) ? Optional.of(canonical) : Optional.empty();
    } catch (IllegalArgumentException notBase64url) {
      return Optional.empty();
    }
  }

  /// The digest, which is stored.
  public Digest digest() {
    return Digest.of(text);
  }

  /// The secret text.
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
