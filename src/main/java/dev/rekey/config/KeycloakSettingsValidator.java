package dev.rekey.config;

import dev.rekey.adapter.out.keycloak.KeycloakRealm;
import dev.rekey.adapter.out.keycloak.KeycloakSessions;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.store.StoreId;
import java.net.URI;
import java.util.Optional;

/// Turns [KeycloakSettings] into values.
public final class KeycloakSettingsValidator {
  private static final String PREFIX = "rekey.keycloak.";

  private KeycloakSettingsValidator() {}

  /// Checks what `rekey.identity=keycloak` requires.
  static void check(Settings settings) {
    if (settings.identity() == IdentityBackend.BUILT_IN) {
      return;
    }
    if (settings.pages().storefront()) {
      throw new InvalidConfiguration(
          "rekey.pages.storefront",
          "is true, but with rekey.identity=keycloak customers sign in at Keycloak");
    }
    KeycloakRealm _ = realm(settings.keycloak());
    StoreId _ = store(settings);
    OutboxSettingsValidator.requireLongerLease(
        settings,
        KeycloakSessions.longestRevocation(settings.keycloak().deadline()),
        "the calls that end a customer's sign-ins at Keycloak");
  }

  public static KeycloakRealm realm(KeycloakSettings keycloak) {
    URI url = required("url", keycloak.url());
    if (url.getRawQuery() != null || url.getPath().contains("/realms/")) {
      throw new InvalidConfiguration(
          PREFIX + "url", "must be the URL of the server: the part before /realms/");
    }
    return new KeycloakRealm(
        url,
        required("realm", keycloak.realm()),
        required("client-id", keycloak.clientId()),
        required("client-secret", keycloak.clientSecret()),
        keycloak.deadline());
  }

  public static StoreId store(Settings settings) {
    String store = settings.keycloak().store();
    return StoreId.parse(store)
        .filter(id -> settings.stores().containsKey(id.value()))
        .orElseThrow(() ->
            new InvalidConfiguration(
                PREFIX + "store", "is '%s', which is not a store".formatted(store)));
  }

  private static <T> T required(String name, Optional<T> value) {
    return value
        .filter(one -> !one.toString().isBlank())
        .orElseThrow(() -> new InvalidConfiguration(PREFIX + name, "is missing"));
  }
}
