package dev.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  @Test
  void oneIpv6NetworkOf64BitsIsCountedTogether() {
    assertThat(key("2001:db8:1:2::1")).isEqualTo(key("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assertThat(key("2001:db8:1:2::1")).isNotEqualTo(key("2001:db8:1:3::1"));
  }

  @Test
  void theIpv6NetworksOf56And48BitsAreCountedTooWithLargerNumbers() {
    List<ClientAddress.Network> one = of("2001:db8:1:2::1").networks("x");
    List<ClientAddress.Network> sameSite = of("2001:db8:1:302::1").networks("x");

    assertThat(one).extracting(ClientAddress.Network::factor).containsExactly(1, 4, 16);
    assertThat(of("2001:db8:1:3::1").networks("x").subList(1, 3)).isEqualTo(one.subList(1, 3));
    assertThat(sameSite.get(1)).isNotEqualTo(one.get(1));
    assertThat(sameSite.get(2)).isEqualTo(one.get(2));
    assertThat(of("2001:db8:2:2::1").networks("x")).doesNotContainAnyElementsOf(one);
    assertThat(of("2001:db8:1:2::1").networks("y")).doesNotContainAnyElementsOf(one);
  }

  @Test
  void eachIpv4AddressIsCountedByItself() {
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
  }

  @Test
  void anIpv4AddressWrittenAsIpv6IsTheIpv4Address() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};

    assertThat(ClientAddress.of(mapped)).isEqualTo(of("192.0.2.1")).hasToString("192.0.2.1");
    assertThat(ClientAddress.of(mapped).networks("x").getFirst().key()).isEqualTo(key("192.0.2.1"));
  }

  @Test
  void anIpv4AddressIsNotCountedWithTheIpv6NetworkOfTheSameOctets() {
    byte[] network = {(byte) 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    assertThat(ClientAddress.of(network).networks("x").getFirst().key())
        .isNotEqualTo(key("192.0.2.1"));
  }

  @Test
  void anAddressHas4Or16Octets() {
    assertThatThrownBy(() -> ClientAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Digest key(String text) {
    return of(text).networks("x").getFirst().key();
  }

  private static ClientAddress of(String text) {
    try {
      return ClientAddress.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException notAnAddress) {
      throw new AssertionError(notAnAddress);
    }
  }
}
