package dev.rekey.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest. A token, an email address that a visitor typed and the key of a rate limit are
/// stored only as digests.
///
/// Tokens have 256 random bits, so a plain digest without key or salt is safe (OWASP ASVS 5.0,
/// 11.4.1).
public final class Digest implements Comparable<Digest> {
  /// Number of octets in a digest.
  public static final int LENGTH = 32;

  private final byte[] octets;

  private Digest(byte[] octets) {
    this.octets = octets;
  }

  /// The digest of `text` in UTF-8.
  public static Digest of(String text) {
    try {
      return new Digest(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /// Restores a stored digest from its 32 octets.
  public static Digest restore(byte[] octets) {
    if (octets.length != LENGTH) {
      throw new IllegalArgumentException("A digest has " + LENGTH + " octets");
    }
    return new Digest(octets.clone());
  }

  /// A copy of the 32 octets.
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /// The first eight hexadecimal digits: enough to distinguish digests in a log, too few to look
  /// one up.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets, 0, 4) + "…";
  }
}
