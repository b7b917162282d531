package dev.rekey.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: all that is ever stored of a token, of an address that a visitor typed, or of
/// the key of a limit.
///
/// Tokens are 256 random bits, so that a plain digest of one can't be guessed from (OWASP ASVS 5.0,
/// 11.4.1); no key and no salt are needed for them.
public final class Digest implements Comparable<Digest> {
  /// Octets of a digest.
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

  /// A digest that was stored earlier; `octets` are 32.
  public static Digest restore(byte[] octets) {
    if (octets.length != LENGTH) {
      throw new IllegalArgumentException("A digest has " + LENGTH + " octets");
    }
    return new Digest(octets.clone());
  }

  /// The 32 octets, in a copy.
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

  /// The first eight hexadecimal digits: enough to tell two apart in a log, too few to look one up.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets, 0, 4) + "…";
  }
}
