package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteTokenStoreContract;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.local.LocalStackResource;
import dev.rekey.local.Realm;
import dev.rekey.local.Relay;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// Half of what customers are signed in with are sessions, and half is offline access.
@QuarkusTest
@TestProfile(WithKeycloak.class)
@WithTestResource(LocalStackResource.class)
class KeycloakTokensTest extends RemoteTokenStoreContract {
  private static final String PASSWORD = "opensesame";

  @Inject KeycloakPorts ports;

  private Relay relay;
  private RemoteTokenStore store;
  private boolean offline;

  @BeforeEach
  void start() {
    Map<String, String> settings = ports.realm().settings();
    relay = new Relay(ports.realm().server());
    store =
        new KeycloakTokens(
            new KeycloakUsers(
                new KeycloakRealm(
                    URI.create(relay.uri() + "/"),
                    settings.get("rekey.keycloak.realm"),
                    settings.get("rekey.keycloak.client-id"),
                    settings.get("rekey.keycloak.client-secret"),
                    Duration.parse(settings.get("rekey.keycloak.deadline"))),
                Realm.TRUST),
            Duration.ZERO);
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Override
  protected Ports ports() {
    return ports;
  }

  @Override
  protected RemoteTokenStore store() {
    return store;
  }

  @Override
  protected BooleanSupplier signIn(CustomerId customer) {
    offline = !offline;
    String client = offline ? Realm.APP : Realm.WEB;
    Realm realm = ports.realm();
    realm.setPassword(customer.value(), PASSWORD);
    Realm.Tokens tokens =
        realm
            .signIn(
                customer.value(), PASSWORD, client, offline ? "openid offline_access" : "openid")
            .orElseThrow();
    return () -> realm.active(tokens) || realm.refreshes(client, tokens);
  }

  @Override
  protected void reachable(boolean reachable) {
    if (reachable) {
      relay.open();
    } else {
      relay.close();
    }
  }
}
