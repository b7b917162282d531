package dev.rekey.domain;

import java.util.Base64;
import java.util.Optional;

/// 256 random bits, written as 43 characters of base64url without padding (RFC 4648, section 5).
///
/// Whoever holds the text can use it, so it never prints itself: [#reveal] is called where a mail
/// or an answer is written, and nowhere else.
public final class Secret {
  /// Random octets in a secret.
  public static final int OCTETS = 32;

  /// How many characters its text has.
  public static final int CHARACTERS = 43;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /// A secret made of 32 fresh random octets.
  public static Secret of(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException("A secret has " + OCTETS + " octets");
    }
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
  }

  /// What a caller sent, or nothing where it can't be a secret of ours. Only the one canonical
  /// spelling is taken, so that two texts never mean the same secret.
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

  /// What is stored of it.
  public Digest digest() {
    return Digest.of(text);
  }

  /// The text itself, for the one who is meant to hold it.
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
