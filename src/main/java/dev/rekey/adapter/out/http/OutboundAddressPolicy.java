package dev.rekey.adapter.out.http;

import dev.rekey.net.CidrRange;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides which externally supplied URLs the service may call (SSRF). An address needs an entry in
/// the allow list, and a name never leads into an internal network.
///
/// A listed name may be called if all its addresses are public. An address that is not public, or
/// that a URL contains literally, needs an entry as an address or a network. The policy resolves
/// the name, and the caller must connect to the resolved address: a second look-up may return
/// another one (DNS rebinding).
public final class OutboundAddressPolicy {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]++");
  private static final int MAX_NAME_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;
  private static final Pattern PORT = Pattern.compile("(.+):([0-9]{1,5})");

  // some resolvers read an octet with a leading zero as octal
  private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
  private static final Pattern DOTTED = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /// IANA's special-purpose IPv4 addresses and multicast. IPv6 addresses outside the listed range
  /// are special too.
  private static final List<CidrRange> SPECIAL =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final CidrRange GLOBAL_UNICAST = CidrRange.of("2000::/3");

  private final List<Entry> listed;
  private final Resolver resolver;

  private OutboundAddressPolicy(List<Entry> listed, Resolver resolver) {
    this.listed = listed;
    this.resolver = resolver;
  }

  /// Parses the allow list. Entries are `receiver.example` (port 443), `receiver.example:8443`,
  /// `10.1.2.3` and `10.1.0.0/16` (any port), `10.1.2.3:8443`, `[fd00::1]:8443`.
  ///
  /// @throws IllegalArgumentException if an entry has another form
  public static OutboundAddressPolicy of(List<String> listed) {
    return of(listed, InetAddress::getAllByName);
  }

  static OutboundAddressPolicy of(List<String> listed, Resolver resolver) {
    return new OutboundAddressPolicy(
        listed.stream().map(OutboundAddressPolicy::entry).toList(), resolver);
  }

  /// Checks `uri` and resolves its host name.
  public Verdict check(URI uri) {
    String host = uri.getHost();
    if (host == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null
        || uri.getPort() == 0
        || uri.getPort() > 0xffff) {
      return new Verdict.Refused(Reason.SPELLING);
    }
    boolean secure = "https".equals(uri.getScheme());
    if (!secure && !"http".equals(uri.getScheme())) {
      return new Verdict.Refused(Reason.SCHEME);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS : HTTP;
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    byte[] literal = bracketed ? octets(host.substring(1, host.length() - 1)) : octets(host);
    if (literal != null) {
      return judge(List.of(address(literal)), port, secure, false);
    }
    String name = name(host);
    if (name == null) {
      return new Verdict.Refused(Reason.SPELLING);
    }
    if (listed.stream().noneMatch(entry -> entry.names(name, port))) {
      return new Verdict.Refused(Reason.NOT_LISTED);
    }
    try {
      return judge(List.of(resolver.resolve(name)), port, secure, true);
    } catch (UnknownHostException unknown) {
      return new Verdict.Refused(Reason.UNKNOWN_NAME);
    }
  }

  // one internal address is enough to reject: the choice among several addresses is arbitrary
  private Verdict judge(List<InetAddress> addresses, int port, boolean secure, boolean named) {
    for (InetAddress address : addresses) {
      byte[] octets = address.getAddress();
      boolean isListed = listed.stream().anyMatch(entry -> entry.covers(octets, port));
      if (!isListed && !(named && isPublic(octets))) {
        return new Verdict.Refused(named ? Reason.NOT_PUBLIC : Reason.NOT_LISTED);
      }
      if (!secure && !address.isLoopbackAddress()) {
        return new Verdict.Refused(Reason.SCHEME);
      }
    }
    return addresses.isEmpty()
        ? new Verdict.Refused(Reason.UNKNOWN_NAME)
        : new Verdict.Allowed(addresses.getFirst(), port);
  }

  private static boolean isPublic(byte[] octets) {
    boolean known = octets.length == 4 || GLOBAL_UNICAST.contains(octets);
    return known && SPECIAL.stream().noneMatch(cidrRange -> cidrRange.contains(octets));
  }

  private static Entry entry(String text) {
    Entry whole = hosts(text, null);
    if (whole != null) {
      return whole;
    }
    Matcher split = PORT.matcher(text);
    if (split.matches()) {
      String host = split.group(1);
      int port = Integer.parseInt(split.group(2));
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      Entry entry = hosts(bracketed ? host.substring(1, host.length() - 1) : host, port);
      if (entry != null && port > 0 && port <= 0xffff) {
        return entry;
      }
    }
    throw new IllegalArgumentException("Neither a host nor a network: " + text);
  }

  private static @Nullable Entry hosts(String text, @Nullable Integer port) {
    String name = name(text);
    if (name != null) {
      return new Entry(name, null, port == null ? Integer.valueOf(HTTPS) : port);
    }
    int slash = text.indexOf('/');
    if (octets(slash < 0 ? text : text.substring(0, slash)) == null) {
      return null;
    }
    return new Entry(null, CidrRange.of(text), port);
  }

  /// Returns a host name (RFC 1123, section 2.1) in lower case. Returns null for any other text,
  /// and for a text that some resolvers read as a number.
  private static @Nullable String name(String text) {
    if (text.length() > MAX_NAME_LENGTH || !NAME.matcher(text).matches()) {
      return null;
    }
    String name = text.toLowerCase(Locale.ROOT);
    String[] labels = name.split("\\.", -1);
    for (String label : labels) {
      if (label.isEmpty()
          || label.length() > MAX_LABEL_LENGTH
          || label.startsWith("-")
          || label.endsWith("-")) {
        return null;
      }
    }
    String last = labels[labels.length - 1];
    boolean number = last.startsWith("0x") || last.chars().allMatch(Character::isDigit);
    return number ? null : name;
  }

  private static byte @Nullable [] octets(String literal) {
    boolean plain =
        literal.indexOf(':') >= 0 ? literal.indexOf('%') < 0 : DOTTED.matcher(literal).matches();
    return plain ? CidrRange.octets(literal) : null;
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }

  private static List<CidrRange> networks(String... texts) {
    List<CidrRange> networks = new ArrayList<>();
    for (String text : texts) {
      networks.add(CidrRange.of(text));
    }
    return List.copyOf(networks);
  }

  /// The result of a check.
  public sealed interface Verdict {
    /// The URL may be called.
    ///
    /// @param address the address to connect to, even if the name resolves to another one by then
    record Allowed(InetAddress address, int port) implements Verdict {}

    /// The URL may not be called.
    record Refused(Reason reason) implements Verdict {}
  }

  /// The reason why a URL is rejected.
  public enum Reason {
    /// The URL has no host, an unusual notation of its host, user info or a fragment.
    SPELLING,
    /// The scheme is neither `https` nor `http` to the loopback interface.
    SCHEME,
    /// The allow list has no matching entry.
    NOT_LISTED,
    /// The name resolves to an address that is neither public nor listed.
    NOT_PUBLIC,
    /// The name does not resolve at present.
    UNKNOWN_NAME
  }

  /// Resolves host names.
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  /// An entry of the allow list: a name or a network.
  private record Entry(@Nullable String name, @Nullable CidrRange network, @Nullable Integer port) {
    boolean names(String host, int at) {
      return host.equals(name) && port != null && port == at;
    }

    boolean covers(byte[] address, int at) {
      return network != null && network.contains(address) && (port == null || port == at);
    }
  }
}
