package dev.rekey.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The IPv4 or IPv6 address of a client. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`, RFC
/// 4291, section 2.5.5.2) is the IPv4 address.
public final class ClientAddress {
  private static final int NETWORK_OCTETS = 8;

  private final InetAddress address;

  private ClientAddress(InetAddress address) {
    this.address = address;
  }

  /// Creates an address from 4 or 16 octets.
  public static ClientAddress of(byte[] octets) {
    try {
      // converts an IPv4-mapped address to IPv4 and needs no name server
      return new ClientAddress(InetAddress.getByAddress(octets));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("An address has 4 or 16 octets", wrongLength);
    }
  }

  /// The key of rate limits: the address, or for IPv6 its /64, because one host can choose freely
  /// within it (RFC 6177).
  public Digest limitKey() {
    byte[] octets = address.getAddress();
    byte[] network = octets.length == 4 ? octets : Arrays.copyOf(octets, NETWORK_OCTETS);
    return Digest.of("address " + Arrays.toString(network));
  }

  /// The text of the address without a zone.
  @Override
  public String toString() {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientAddress that && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }
}
