package dev.rekey.adapter.in.http;

import static dev.rekey.config.ProxyHeader.FORWARDED;
import static dev.rekey.config.ProxyHeader.X_FORWARDED_FOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.config.ProxyHeader;
import dev.rekey.domain.ClientAddress;
import dev.rekey.net.CidrRange;
import dev.rekey.property.RandomInputs;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose word on a client's address counts, and how much of it.
class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.1";
  private static final String CLIENT = "203.0.113.9";
  private static final List<String> PIECES =
      List.of(
          "for=",
          "For=",
          "\"",
          "\\",
          ";",
          ",",
          " ",
          "=",
          "1.2.3.4",
          "10.0.0.3",
          "[::1]",
          "by=",
          "[",
          "]",
          ":",
          "unknown",
          "_x",
          "host=\"",
          "%",
          "::ffff:1.2.3.4",
          "\t",
          "a");

  @ParameterizedTest
  @EnumSource
  void nobodysWordCountsWhereNoProxyIsConfigured(ProxyHeader header) {
    TrustedProxies none = new TrustedProxies(List.of(), 1, header);

    assertThat(client(none, PROXY, "1.2.3.4")).isEqualTo(PROXY);
    assertThat(client(none, PROXY, "for=1.2.3.4")).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @EnumSource
  void aStrangersWordDoesNotCount(ProxyHeader header) {
    assertThat(client(trustedProxies(3, header), "203.0.113.7", "1.2.3.4", "10.0.0.2"))
        .isEqualTo("203.0.113.7");
    assertThat(client(trustedProxies(3, header), "203.0.113.7", "for=1.2.3.4"))
        .isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 203.0.113.9                               | 203.0.113.9",
        "1 | 1.2.3.4, 203.0.113.9                      | 203.0.113.9",
        "1 | 1.2.3.4, 203.0.113.9, 10.0.0.2            | 10.0.0.2",
        "2 | 1.2.3.4, 203.0.113.9, 10.0.0.2            | 203.0.113.9",
        "3 | 1.2.3.4, 203.0.113.9, 10.0.0.2            | 203.0.113.9",
        "2 | 1.2.3.4, 10.0.0.3, 10.0.0.2               | 10.0.0.3",
        "9 | 10.0.0.4, 10.0.0.3                        | 10.0.0.4",
        "3 | 1.2.3.4, unknown, 10.0.0.2                | 10.0.0.2",
        "3 | 1.2.3.4, , 10.0.0.2                       | 10.0.0.2",
        "1 | 203.0.113.9:4711                          | 203.0.113.9",
        "1 | [2001:db8::1]:4711                        | 2001:db8:0:0:0:0:0:1",
        "1 | 2001:db8::1                               | 2001:db8:0:0:0:0:0:1",
        "1 | ::ffff:203.0.113.9                        | 203.0.113.9",
        "1 | for=203.0.113.9                           | 10.0.0.1",
        "1 | localhost                                 | 10.0.0.1",
        "1 | 10                                        | 10.0.0.1"
      })
  void ofXForwardedForAsManyEntriesCountAsThereAreProxies(int hops, String value, String client) {
    assertThat(client(trustedProxies(hops, X_FORWARDED_FOR), PROXY, value)).isEqualTo(client);
    assertThat(client(trustedProxies(hops, X_FORWARDED_FOR), PROXY, value.split(",")))
        .isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | for=203.0.113.9                           | 203.0.113.9",
        "1 | For=203.0.113.9;proto=https;by=10.0.0.1   | 203.0.113.9",
        "1 | proto=https ; for=203.0.113.9 ;host=x     | 203.0.113.9",
        "1 | for=1.2.3.4, for=203.0.113.9              | 203.0.113.9",
        "1 | for=203.0.113.9, for=10.0.0.2             | 10.0.0.2",
        "2 | for=1.2.3.4, for=203.0.113.9,for=10.0.0.2 | 203.0.113.9",
        "1 | for=\"203.0.113.9:80\"                    | 203.0.113.9",
        "1 | for=\"[2001:db8::1]\"                     | 2001:db8:0:0:0:0:0:1",
        "1 | for=\"[2001:db8::1]:80\";proto=http       | 2001:db8:0:0:0:0:0:1",
        "1 | host=\"a,for=1.2.3.4\";for=203.0.113.9    | 203.0.113.9",
        "2 | for=1.2.3.4, proto=http                   | 10.0.0.1",
        "2 | for=1.2.3.4, for=unknown                  | 10.0.0.1",
        "2 | for=1.2.3.4, for=_hidden                  | 10.0.0.1",
        "1 | 203.0.113.9                               | 10.0.0.1"
      })
  void ofForwardedAsManyEntriesCountAsThereAreProxies(int hops, String value, String client) {
    assertThat(client(trustedProxies(hops, FORWARDED), PROXY, value)).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"",
        "for=1.2.3.4;x=\"",
        "for=\"1.2.3.4",
        "for=1.2.3.4;for=1.2.3.5",
        "for=\"\\1.2.3.4\"",
        "for=",
        "for",
        ";",
        ",,",
        "for=1.2.3.4 for=1.2.3.5",
        "fo r=1.2.3.4"
      })
  void aForwardedThatAClientLeftOpenTakesNothingInThatAProxyWrote(String forged) {
    assertThat(client(trustedProxies(2, FORWARDED), PROXY, forged, "for=" + CLIENT))
        .isIn(CLIENT, PROXY)
        .isEqualTo(PROXY);
    assertThat(client(trustedProxies(2, FORWARDED), PROXY, forged, "for=\"[2001:db8::1]\""))
        .isEqualTo(PROXY);
  }

  @Test
  void theHeaderThatTheProxyDoesNotWriteIsNotRead() {
    assertThat(X_FORWARDED_FOR.text()).isEqualTo("X-Forwarded-For");
    assertThat(FORWARDED.text()).isEqualTo("Forwarded");
    assertThat(client(trustedProxies(1, X_FORWARDED_FOR), PROXY)).isEqualTo(PROXY);
  }

  /// Whatever stands before what the proxies wrote: the client's address is what the last of them
  /// saw.
  @Test
  void nothingThatAClientWritesChangesItsAddress() {
    RandomInputs.check(inputs -> {
      List<String> values = new ArrayList<>(forged(inputs));
      boolean two = inputs.flag();
      values.add(CLIENT);
      if (two) {
        values.add("10.0.0.2");
      }

      assertThat(
              client(
                  trustedProxies(two ? 2 : 1, X_FORWARDED_FOR),
                  PROXY,
                  values.toArray(String[]::new)))
          .isEqualTo(CLIENT);
    });
  }

  @Test
  void nothingThatAClientWritesIntoForwardedLendsItAnothersAddress() {
    RandomInputs.check(inputs -> {
      List<String> values = new ArrayList<>(forged(inputs));
      values.add(inputs.flag() ? "for=\"" + CLIENT + ":1\"" : "for=" + CLIENT);

      assertThat(client(trustedProxies(1, FORWARDED), PROXY, values.toArray(String[]::new)))
          .isIn(CLIENT, PROXY);
    });
  }

  private static List<String> forged(RandomInputs inputs) {
    return inputs.list(
        0,
        4,
        () ->
            inputs.flag()
                ? String.join("", inputs.list(0, 12, () -> inputs.oneOf(PIECES)))
                : inputs.ascii(0, 40));
  }

  private static TrustedProxies trustedProxies(int hops, ProxyHeader header) {
    return new TrustedProxies(List.of(CidrRange.of("10.0.0.0/8")), hops, header);
  }

  private static String client(TrustedProxies trustedProxies, String peer, String... values) {
    return ClientAddress.of(
            trustedProxies.client(InetAddress.ofLiteral(peer).getAddress(), List.of(values)))
        .toString();
  }
}
