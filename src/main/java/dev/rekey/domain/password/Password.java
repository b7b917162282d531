package dev.rekey.domain.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password as it was typed. Its `toString` is redacted.
///
/// It is normalized to NFC (RFC 8265, section 4.2.2), because the same keys produce composed
/// letters on one device and decomposed letters on another. Nothing else is changed or truncated
/// (OWASP ASVS 5.0, 6.2.8).
public final class Password {
  private final String text;

  private Password(String text) {
    this.text = text;
  }

  /// Creates a password from the typed text.
  public static Password of(String typed) {
    return new Password(Normalizer.normalize(typed, Normalizer.Form.NFC));
  }

  /// Its length in Unicode code points.
  public int length() {
    return text.codePointCount(0, text.length());
  }

  /// The octets to hash.
  public byte[] octets() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "[password]";
  }
}
