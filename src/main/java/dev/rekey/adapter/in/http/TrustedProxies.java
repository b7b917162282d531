package dev.rekey.adapter.in.http;

import dev.rekey.config.ProxyHeader;
import dev.rekey.net.CidrRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proxies in front of the service, and what they say of whom they speak for.
///
/// One header alone is read, since a proxy that writes the one passes the other on as the client
/// sent it. It is read from the right, where the nearest proxy wrote: one entry for each trusted
/// proxy, and no more than there are said to be in a row, so that a client within a trusted network
/// can't write itself another address either. What can't be read is nobody's word.
///
/// @param trusted whose word counts
/// @param hops how many of them there are in a row at most
/// @param header where they write it
record TrustedProxies(List<CidrRange> trusted, int hops, ProxyHeader header) {
  // RFC 9110, section 5.6.2
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

  // RFC 7239, section 4; a backslash never stands in an address, and no proxy writes one elsewhere
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \t]*+(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*+)\")[ \t]*+([;,]|$)");

  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]++)]|([0-9.]++))(?::[0-9]{1,5})?");

  TrustedProxies {
    trusted = List.copyOf(trusted);
  }

  /// The octets of the client's address, for a call that came from `peer` with these values of the
  /// [#header].
  byte[] client(byte[] peer, List<String> values) {
    byte[] client = peer;
    List<String> entries = entries(values).reversed();
    for (String entry : entries.subList(0, Math.min(hops, entries.size()))) {
      byte[] octets = octets(entry);
      if (octets == null || !trusts(client)) {
        break;
      }
      client = octets;
    }
    return client;
  }

  private boolean trusts(byte[] address) {
    return trusted.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private List<String> entries(List<String> values) {
    return switch (header) {
      case X_FORWARDED_FOR ->
          values.stream()
              .flatMap(value -> Arrays.stream(value.split(",", -1)))
              .map(String::trim)
              .toList();
      case FORWARDED -> forwarded(String.join(",", values));
    };
  }

  /// The `for` of each element, empty where it has none; nothing at all where any of it can't be
  /// read, since what is left open by a client could take in what a proxy wrote after it.
  private static List<String> forwarded(String value) {
    List<String> entries = new ArrayList<>();
    Matcher pair = PAIR.matcher(value);
    String node = "";
    int at = 0;
    while (at < value.length()) {
      pair.region(at, value.length());
      if (!pair.lookingAt()) {
        return List.of();
      }
      if (pair.group(1).equalsIgnoreCase("for")) {
        if (!node.isEmpty()) {
          return List.of();
        }
        node = pair.group(2) != null ? pair.group(2) : pair.group(3);
      }
      at = pair.end();
      if (!pair.group(4).equals(";")) {
        entries.add(node);
        node = "";
      }
    }
    return entries;
  }

  /// An address, with or without a port (RFC 7239, section 6).
  private static byte @Nullable [] octets(String entry) {
    byte[] bare = CidrRange.octets(entry);
    if (bare != null) {
      return bare;
    }
    Matcher withPort = WITH_PORT.matcher(entry);
    if (!withPort.matches()) {
      return null;
    }
    return CidrRange.octets(withPort.group(1) != null ? withPort.group(1) : withPort.group(2));
  }
}
