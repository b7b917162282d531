package dev.rekey.net;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An IP address, or a network in CIDR form (RFC 4632, RFC 4291).
public final class CidrRange {
  // the JDK parses "10" as 0.0.0.10
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final byte[] octets;
  private final int bits;

  private CidrRange(byte[] octets, int bits) {
    this.octets = octets;
    this.bits = bits;
  }

  /// Parses an address or a network.
  ///
  /// @throws IllegalArgumentException if `text` is neither
  public static CidrRange of(String text) {
    int slash = text.indexOf('/');
    byte[] octets = octets(slash < 0 ? text : text.substring(0, slash));
    if (octets == null) {
      throw new IllegalArgumentException("Not an address or a network: " + text);
    }
    int most = octets.length * 8;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("Not a network: " + text);
    }
    return new CidrRange(octets, bits);
  }

  /// The octets of a literal address; null if it is none. An IPv4-mapped IPv6 address has 4 octets.
  /// No name is resolved.
  public static byte @Nullable [] octets(String literal) {
    if (literal.indexOf(':') < 0 && !DOTTED.matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  public boolean contains(byte[] address) {
    if (address.length != octets.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (octets[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
