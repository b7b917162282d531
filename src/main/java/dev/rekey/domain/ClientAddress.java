package dev.rekey.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// The IPv4 or IPv6 address of a client. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`, RFC
/// 4291, section 2.5.5.2) is the IPv4 address.
public final class ClientAddress {
  private static final int IPV4_OCTETS = 4;

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

  /// The keys of rate limits for `use`: the address, or for IPv6 its /64, /56 and /48. One host
  /// chooses freely within its /64, and one site within a /56 or a /48 (RFC 6177, section 2).
  public List<Network> networks(String use) {
    byte[] octets = address.getAddress();
    if (octets.length == IPV4_OCTETS) {
      return List.of(network(use, octets, 1));
    }
    return List.of(
        network(use, Arrays.copyOf(octets, 8), 1),
        network(use, Arrays.copyOf(octets, 7), 4),
        network(use, Arrays.copyOf(octets, 6), 16));
  }

  private static Network network(String use, byte[] prefix, int factor) {
    return new Network(Digest.of(use + " " + Arrays.toString(prefix)), factor);
  }

  /// A network that contains the address.
  ///
  /// @param key the key of its rate limit
  /// @param factor its limit as a multiple of the limit for one address
  public record Network(Digest key, int factor) {}

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
