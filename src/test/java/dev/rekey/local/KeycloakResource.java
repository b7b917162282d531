package dev.rekey.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Keycloak and a realm for a `@QuarkusTest` whose customers are there.
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {
  private static @Nullable Keycloak keycloak;
  private static @Nullable Realm realm;

  public static Realm realm() {
    if (realm == null) {
      throw new IllegalStateException("The test profile needs KeycloakResource");
    }
    return realm;
  }

  @Override
  public Map<String, String> start() {
    Keycloak started = Keycloak.start("quarkus-tests");
    keycloak = started;
    Realm created = Realm.create(started, "shop");
    realm = created;
    return created.settings();
  }

  @Override
  public void stop() {
    if (keycloak != null) {
      keycloak.close();
    }
  }
}
