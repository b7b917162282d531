package dev.rekey.config;

import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.store.StoreId;

/// Validates [KeycloakSettings] and turns them into values of the domain.
public final class KeycloakSettingsValidator {
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
    StoreId _ = store(settings);
  }

  public static StoreId store(Settings settings) {
    String store = settings.keycloak().store();
    return StoreId.parse(store)
        .filter(id -> settings.stores().containsKey(id.value()))
        .orElseThrow(() ->
            new InvalidConfiguration(
                "rekey.keycloak.store", "is '%s', which is not a store".formatted(store)));
  }
}
