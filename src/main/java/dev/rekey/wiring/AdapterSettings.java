package dev.rekey.wiring;

import dev.rekey.adapter.in.web.page.LogoImage;
import dev.rekey.adapter.in.web.page.StoreBranding;
import dev.rekey.adapter.in.web.page.StoreBrandings;
import dev.rekey.adapter.out.events.SigningKeys;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.adapter.out.keycloak.KeycloakRealm;
import dev.rekey.adapter.out.keycloak.KeycloakSessions;
import dev.rekey.config.InvalidConfiguration;
import dev.rekey.config.KeycloakSettings;
import dev.rekey.config.OutboxSettingsValidator;
import dev.rekey.config.RemoteRevocationSettings;
import dev.rekey.config.SecurityEventSettings;
import dev.rekey.config.Settings;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.store.StoreId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Validates [Settings] of adapters and turns them into values of those adapters.
public final class AdapterSettings {
  private static final Pattern NETWORK = Pattern.compile("[0-9A-Fa-f.:]+(?:/[0-9]{1,3})?");

  private AdapterSettings() {}

  /// Checks all settings of adapters. [dev.rekey.Main] calls it once, before Quarkus starts.
  public static void check(Settings settings) {
    StoreBrandings _ = storeBrandings(settings);
    OutboundAddressPolicy _ = remoteRevocationAddresses(settings);
    if (settings.identity() == IdentityBackend.KEYCLOAK) {
      KeycloakRealm _ = keycloakRealm(settings.keycloak());
      OutboxSettingsValidator.requireLongerLease(
          settings,
          KeycloakSessions.longestRevocation(settings.keycloak().deadline()),
          "the calls that end a customer's sign-ins at Keycloak");
    }
    SecurityEventSettings events = settings.securityEvents();
    if (events.signingKeys().isPresent()) {
      SigningKeys _ = signingKeys(events);
      OutboundAddressPolicy _ = securityEventReceivers(events);
    }
  }

  /// The branding of the stores' pages.
  static StoreBrandings storeBrandings(Settings settings) {
    Map<StoreId, StoreBranding> brands = new HashMap<>();
    settings
        .stores()
        .forEach((id, store) -> {
          String property = "rekey.stores." + id + ".logo-file";
          brands.put(
              new StoreId(id),
              new StoreBranding(
                  store.headerColour().orElse(null),
                  store.logoFile().map(file -> logoImage(property, file)).orElse(null)));
        });
    return new StoreBrandings(brands);
  }

  /// The addresses of remote authorization servers that may be called: the public ones of the
  /// configured hosts, and the configured networks.
  static OutboundAddressPolicy remoteRevocationAddresses(Settings settings) {
    List<String> listed = new ArrayList<>();
    for (String network : settings.remoteRevocationNetworks().orElse(List.of())) {
      if (!NETWORK.matcher(network).matches()) {
        throw notANetwork(network);
      }
      listed.add(network);
    }
    for (RemoteRevocationSettings store : settings.remoteRevocations().values()) {
      URI url = store.url();
      // an IP address in a URL has to be in the configured networks
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

  static KeycloakRealm keycloakRealm(KeycloakSettings keycloak) {
    URI url = required("url", keycloak.url());
    if (url.getRawQuery() != null || url.getPath().contains("/realms/")) {
      throw new InvalidConfiguration(
          "rekey.keycloak.url", "must be the address of the server: the part before /realms/");
    }
    return new KeycloakRealm(
        url,
        required("realm", keycloak.realm()),
        required("client-id", keycloak.clientId()),
        required("client-secret", keycloak.clientSecret()),
        keycloak.deadline());
  }

  static SigningKeys signingKeys(SecurityEventSettings events) {
    try {
      return SigningKeys.read(events.signingKeys().orElse(List.of()));
    } catch (IllegalArgumentException noKey) {
      throw new InvalidConfiguration(
          "rekey.security-events.signing-keys", String.valueOf(noKey.getMessage()));
    }
  }

  /// The addresses of receivers to which security events may be pushed.
  static OutboundAddressPolicy securityEventReceivers(SecurityEventSettings events) {
    try {
      return OutboundAddressPolicy.of(events.receivers().orElse(List.of()));
    } catch (IllegalArgumentException invalid) {
      throw new InvalidConfiguration(
          "rekey.security-events.receivers",
          "must be hosts and networks (receiver.example, 10.0.0.0/8)");
    }
  }

  private static LogoImage logoImage(String property, Path file) {
    try {
      return LogoImage.read(file);
    } catch (IllegalArgumentException notALogo) {
      throw new InvalidConfiguration(property, String.valueOf(notALogo.getMessage()));
    }
  }

  private static InvalidConfiguration notANetwork(String what) {
    return new InvalidConfiguration(
        "rekey.remote-revocation-networks",
        "has '" + what + "', which is not an IP address or a network (CIDR)");
  }

  private static <T> T required(String name, Optional<T> value) {
    return value
        .filter(one -> !one.toString().isBlank())
        .orElseThrow(() -> new InvalidConfiguration("rekey.keycloak." + name, "is missing"));
  }
}
