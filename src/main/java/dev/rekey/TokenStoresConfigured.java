package dev.rekey;

import dev.rekey.domain.customer.SubjectFormat;
import dev.rekey.http.OutgoingAddresses;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Turns the settings of token stores into what their adapter needs, or says in one sentence what
/// is wrong with them.
final class TokenStoresConfigured {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+(?:/[0-9]{1,3})?");

  // RFC 6750, section 2.1
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private TokenStoresConfigured() {}

  static void check(Settings settings) {
    settings.tokenStores().forEach(TokenStoresConfigured::check);
    if (settings.tokenStore() == Settings.Keeper.KEYCLOAK
        && settings.tokenStores().containsKey("keycloak")) {
      throw new InvalidConfiguration(
          "rekey.token-stores.keycloak",
          "is the name of the realm while rekey.token-store is keycloak");
    }
    addresses(settings);
  }

  private static void check(String name, TokenStoreSettings store) {
    String prefix = "rekey.token-stores." + name + ".";
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConfiguration(
          "rekey.token-stores." + name, "is not a name: 1 to 40 of a-z, 0-9, hyphen");
    }
    URI url = store.url();
    if (!WebAddresses.isSafe(url)
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      throw new InvalidConfiguration(
          prefix + "url",
          "is not a web address (https://…, without a user and a fragment; http:// is taken for this"
              + " machine alone)");
    }
    if (!BEARER.matcher(store.bearerToken()).matches()) {
      throw new InvalidConfiguration(prefix + "bearer-token", "is not a bearer token (RFC 6750)");
    }
    if (store.subject() == SubjectFormat.ISS_SUB && store.issuer().isEmpty()) {
      throw new InvalidConfiguration(
          prefix + "issuer", "is missing while " + prefix + "subject is ISS_SUB");
    }
    Duration deadline = store.deadline();
    if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
      throw new InvalidConfiguration(
          prefix + "deadline",
          "is %s, but has to be from %s to %s".formatted(deadline, SHORTEST, LONGEST));
    }
  }

  /// Where token stores may be: at the public addresses of their own names, and in the networks
  /// that are listed.
  static OutgoingAddresses addresses(Settings settings) {
    List<String> listed = new ArrayList<>();
    for (String network : settings.tokenStoreNetworks().orElse(List.of())) {
      if (!NETWORK.matcher(network).matches()) {
        throw notANetwork(network);
      }
      listed.add(network);
    }
    for (TokenStoreSettings store : settings.tokenStores().values()) {
      URI url = store.url();
      // a literal address is listed as a network or not at all
      if (!NETWORK.matcher(url.getHost()).matches() && !url.getHost().startsWith("[")) {
        int port = "https".equals(url.getScheme()) ? 443 : 80;
        listed.add(url.getHost() + ":" + (url.getPort() < 0 ? port : url.getPort()));
      }
    }
    try {
      return OutgoingAddresses.of(listed);
    } catch (IllegalArgumentException wrong) {
      throw notANetwork(String.valueOf(wrong.getMessage()));
    }
  }

  private static InvalidConfiguration notANetwork(String what) {
    return new InvalidConfiguration(
        "rekey.token-store-networks",
        "has '" + what + "', which is no address and no network (CIDR)");
  }
}
