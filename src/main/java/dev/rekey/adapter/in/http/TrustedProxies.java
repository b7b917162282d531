package dev.rekey.adapter.in.http;

import dev.rekey.config.ProxyHeader;
import dev.rekey.net.CidrRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the client address from the forwarding header of trusted proxies.
///
/// Only one of the two headers is read, since a proxy that writes one forwards the other unchanged
/// from the client. Entries are read from the right, one for each trusted proxy, up to the number
/// of hops. The bound stops a client inside a trusted network from forging its address. Unparseable
/// headers are ignored.
///
/// @param trusted networks of proxies whose forwarding header is trusted
/// @param hops maximum number of trusted proxies in a row
/// @param header header that the proxies write
record TrustedProxies(List<CidrRange> trusted, int hops, ProxyHeader header) {
  // RFC 9110, section 5.6.2
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

  // RFC 7239, section 4. A backslash never occurs in an address, and proxies do not write one
  // elsewhere.
  private static final Pattern PAIR =
      Pattern.compile(
          "[ \t]*+(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*+)\")[ \t]*+([;,]|$)");

  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]++)]|([0-9.]++))(?::[0-9]{1,5})?");

  TrustedProxies {
    trusted = List.copyOf(trusted);
  }

  /// The octets of the client address, for a call from `peer` with these values of [#header].
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

  /// The `for` of each element, empty if an element has none. The list is empty if any part is
  /// unparseable: an open quotation mark of a client could swallow the entries of a proxy.
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

  /// The octets of an address with or without a port (RFC 7239, section 6).
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
