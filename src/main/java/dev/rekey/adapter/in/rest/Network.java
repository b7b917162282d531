package dev.rekey.adapter.in.rest;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/// An address, or a network in CIDR form (RFC 4632, RFC 4291).
final class Network {
  private final byte[] octets;
  private final int bits;

  private Network(byte[] octets, int bits) {
    this.octets = octets;
    this.bits = bits;
  }

  static Network of(String text) {
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
    return new Network(octets, bits);
  }

  /// The octets of a literal address, 4 for an IPv4 address written as IPv6 too; no name is looked
  /// up.
  static byte @Nullable [] octets(String literal) {
    byte[] octets = NetUtil.createByteArrayFromIpAddressString(literal);
    if (octets == null || octets.length == 4) {
      return octets;
    }
    for (int i = 0; i < 10; i++) {
      if (octets[i] != 0) {
        return octets;
      }
    }
    boolean mapped = octets[10] == (byte) 0xff && octets[11] == (byte) 0xff;
    return mapped ? java.util.Arrays.copyOfRange(octets, 12, 16) : octets;
  }

  boolean contains(byte[] address) {
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
