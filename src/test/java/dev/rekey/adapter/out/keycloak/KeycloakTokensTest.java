package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteTokenStoreContract;
import dev.rekey.domain.customer.Customer;
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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Half of what customers are signed in with are sessions, and half is offline access.
@QuarkusTest
@TestProfile(WithKeycloak.class)
@WithTestResource(LocalStackResource.class)
class KeycloakTokensTest extends RemoteTokenStoreContract {
  private static final CustomerId ANNA = new CustomerId("anna");
  private static final String PASSWORD = "opensesame";

  @Inject KeycloakPorts ports;

  private Relay relay;
  private RemoteTokenStore store;
  private boolean offline;

  @BeforeEach
  void start() {
    relay = new Relay(ports.realm().server());
    store =
        new KeycloakTokens(
            new KeycloakUsers(
                new KeycloakRealm(
                    URI.create(relay.uri() + "/"),
                    setting("realm"),
                    setting("client-id"),
                    setting("client-secret"),
                    Duration.parse(setting("deadline"))),
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

  @Test
  void noOfflineAccessIsLeftOver() {
    ports.realm().put(Realm.User.of(ANNA.value(), "anna@example.com"));
    Customer anna = ports.customers().find(ANNA).orElseThrow();
    BooleanSupplier one = signIn(ANNA);
    BooleanSupplier other = signIn(ANNA);
    assertThat(ports.realm().signedIn(ANNA.value())).isGreaterThanOrEqualTo(2);

    assertThat(store.revokeAll(anna)).isEqualTo(RemoteTokenStore.Answer.ENDED);

    // a token of the very second of the logout is not stale: only its end keeps it out
    assertThat(ports.realm().signedIn(ANNA.value())).isZero();
    assertThat(one.getAsBoolean() || other.getAsBoolean()).isFalse();
  }

  @Override
  protected void goAway() {
    relay.close();
  }

  @Override
  protected void comeBack() {
    relay.open();
  }

  private String setting(String name) {
    return Optional.ofNullable(ports.realm().settings().get("rekey.keycloak." + name))
        .orElseThrow();
  }
}
