package dev.rekey;

import dev.rekey.adapter.out.keycloak.KeycloakRealm;
import dev.rekey.adapter.out.keycloak.KeycloakTokens;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Turns [KeycloakSettings] into values, or says in one sentence what is wrong with them.
final class KeycloakConfigured {
  private static final String PREFIX = "rekey.keycloak.";
  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(15);

  private KeycloakConfigured() {}

  /// Looks at everything, where any of it is used.
  static void check(Settings settings, KeycloakSettings keycloak) {
    boolean accounts = settings.identity() == Settings.Keeper.KEYCLOAK;
    boolean tokens = settings.tokenStore() == Settings.Keeper.KEYCLOAK;
    if (tokens && !accounts) {
      throw new InvalidConfiguration(
          "rekey.token-store", "is keycloak, which needs rekey.identity=keycloak beside it");
    }
    if (!accounts) {
      return;
    }
    if (settings.pages().storefront()) {
      throw new InvalidConfiguration(
          "rekey.pages.storefront",
          "is true, but with rekey.identity=keycloak customers sign in at Keycloak");
    }
    KeycloakRealm _ = realm(keycloak);
    StoreId _ = store(settings, keycloak);
    if (!keycloak.secondPass().isPositive()) {
      throw new InvalidConfiguration(PREFIX + "second-pass", "has to be positive");
    }
    OutboxConfigured.requireLongerLease(
        settings,
        KeycloakTokens.longestRevocation(keycloak.deadline()),
        "the calls that end a customer's sign-ins at Keycloak");
  }

  static KeycloakRealm realm(KeycloakSettings keycloak) {
    Duration deadline = keycloak.deadline();
    if (!deadline.isPositive() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
      throw new InvalidConfiguration(
          PREFIX + "deadline",
          "is %s, but has to be positive and at most %s".formatted(deadline, LONGEST_DEADLINE));
    }
    return new KeycloakRealm(
        url(keycloak),
        needed("realm", keycloak.realm()),
        needed("client-id", keycloak.clientId()),
        needed("client-secret", keycloak.clientSecret()),
        deadline);
  }

  static StoreId store(Settings settings, KeycloakSettings keycloak) {
    Stores stores = Configured.stores(settings);
    return StoreId.parse(keycloak.store())
        .filter(id -> stores.find(id).isPresent())
        .orElseThrow(() ->
            new InvalidConfiguration(
                PREFIX + "store", "is '%s', which is no store".formatted(keycloak.store())));
  }

  private static URI url(KeycloakSettings keycloak) {
    URI url =
        keycloak.url().orElseThrow(() -> new InvalidConfiguration(PREFIX + "url", "is missing"));
    if (!WebAddresses.isSafe(url)
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw new InvalidConfiguration(
          PREFIX + "url",
          "is not a web address (https://…; http:// is taken for this machine alone)");
    }
    if (url.getPath().contains("/realms/")) {
      throw new InvalidConfiguration(
          PREFIX + "url", "is a realm's address, but has to be the server's: all before /realms/");
    }
    return url;
  }

  private static String needed(String name, Optional<String> value) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new InvalidConfiguration(PREFIX + name, "is missing"));
  }
}
