package dev.rekey.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a call came from: an IPv4 or IPv6 address. An IPv4 address written as IPv6
/// (`::ffff:192.0.2.1`, RFC 4291, section 2.5.5.2) is the IPv4 address.
public final class ClientAddress {
  private static final int NETWORK_OCTETS = 8;

  private final InetAddress address;

  private ClientAddress(InetAddress address) {
    this.address = address;
  }

  /// The address with these 4 or 16 octets.
  public static ClientAddress of(byte[] octets) {
    try {
      // the JDK turns an IPv4-mapped address into the IPv4 one, and asks no name server for octets
      return new ClientAddress(InetAddress.getByAddress(octets));
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("An address has 4 or 16 octets", wrongLength);
    }
  }

  /// What limits count by: the address, or for IPv6 its /64, since that is what one line or one
  /// machine is given (RFC 6177) and can choose from freely.
  public Digest limitKey() {
    byte[] octets = address.getAddress();
    byte[] network = octets.length == 4 ? octets : Arrays.copyOf(octets, NETWORK_OCTETS);
    return Digest.of("address " + Arrays.toString(network));
  }

  /// The usual text of the address, without a zone.
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
