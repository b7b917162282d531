package dev.rekey.config;

import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.SubjectFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Turns [RemoteRevocationSettings] into values.
public final class RemoteRevocationSettingsValidator {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+(?:/[0-9]{1,3})?");

  // RFC 6750, section 2.1
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private RemoteRevocationSettingsValidator() {}

  static void check(Settings settings) {
    settings.remoteRevocations().forEach(RemoteRevocationSettingsValidator::check);
    if (settings.identity() == IdentityBackend.KEYCLOAK
        && settings.remoteRevocations().containsKey("keycloak")) {
      throw new InvalidConfiguration(
          "rekey.remote-revocations.keycloak",
          "must have another name: 'keycloak' is the realm while rekey.identity is keycloak");
    }
    OutboundAddressPolicy _ = addresses(settings);
  }

  private static void check(String name, RemoteRevocationSettings store) {
    String prefix = "rekey.remote-revocations." + name + ".";
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConfiguration(
          "rekey.remote-revocations." + name, "must have a name of 1 to 40 of a-z, 0-9, hyphen");
    }
    if (!BEARER.matcher(store.bearerToken()).matches()) {
      throw new InvalidConfiguration(prefix + "bearer-token", "must be a bearer token (RFC 6750)");
    }
    if (store.subject() == SubjectFormat.ISS_SUB && store.issuer().isEmpty()) {
      throw new InvalidConfiguration(
          prefix + "issuer", "is missing while " + prefix + "subject is ISS_SUB");
    }
  }

  /// The addresses that may be called: public addresses of the configured hosts, and the configured
  /// networks.
  public static OutboundAddressPolicy addresses(Settings settings) {
    List<String> listed = new ArrayList<>();
    for (String network : settings.remoteRevocationNetworks().orElse(List.of())) {
      if (!NETWORK.matcher(network).matches()) {
        throw notANetwork(network);
      }
      listed.add(network);
    }
    for (RemoteRevocationSettings store : settings.remoteRevocations().values()) {
      URI url = store.url();
      // an IP address in a URL must be in the configured networks
      if (!NETWORK.matcher(url.getHost()).matches() && !url.getHost().startsWith("[")) {
        int port = "https".equals(url.getScheme()) ? 443 : 80;
        listed.add(url.getHost() + ":" + (url.getPort() < 0 ? port : url.getPort()));
      }
    }
    try {
      return OutboundAddressPolicy.of(listed);
    } catch (IllegalArgumentException wrong) {
      throw notANetwork(String.valueOf(wrong.getMessage()));
    }
  }

  private static InvalidConfiguration notANetwork(String what) {
    return new InvalidConfiguration(
        "rekey.remote-revocation-networks",
        "has '" + what + "', which is not an IP address or a network (CIDR)");
  }
}
