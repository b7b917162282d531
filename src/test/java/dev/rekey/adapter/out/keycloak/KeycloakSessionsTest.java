package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteAuthorizationServerContract;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.local.fixture.KeycloakFixture;
import dev.rekey.local.fixture.TcpProxy;
import dev.rekey.local.stack.LocalStackResource;
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
class KeycloakSessionsTest extends RemoteAuthorizationServerContract {
  private static final CustomerId ANNA = new CustomerId("anna");
  private static final String PASSWORD = "opensesame";

  @Inject KeycloakPorts ports;

  private TcpProxy tcpProxy;
  private RemoteAuthorizationServer store;
  private boolean offline;

  @BeforeEach
  void start() {
    tcpProxy = new TcpProxy(ports.keycloakFixture().server());
    store =
        new KeycloakSessions(
            new KeycloakAdminApi(
                new KeycloakRealm(
                    URI.create(tcpProxy.uri() + "/"),
                    setting("realm"),
                    setting("client-id"),
                    setting("client-secret"),
                    Duration.parse(setting("deadline"))),
                KeycloakFixture.TRUST),
            Duration.ZERO);
  }

  @AfterEach
  void stop() {
    tcpProxy.close();
  }

  @Override
  protected Ports ports() {
    return ports;
  }

  @Override
  protected RemoteAuthorizationServer store() {
    return store;
  }

  @Override
  protected BooleanSupplier signIn(CustomerId customer) {
    offline = !offline;
    String client = offline ? KeycloakFixture.APP : KeycloakFixture.WEB;
    KeycloakFixture keycloakFixture = ports.keycloakFixture();
    keycloakFixture.setPassword(customer.value(), PASSWORD);
    KeycloakFixture.Tokens tokens =
        keycloakFixture
            .signIn(
                customer.value(), PASSWORD, client, offline ? "openid offline_access" : "openid")
            .orElseThrow();
    return () -> keycloakFixture.active(tokens) || keycloakFixture.refreshes(client, tokens);
  }

  @Test
  void noOfflineAccessIsLeftOver() {
    ports.keycloakFixture().put(KeycloakFixture.User.of(ANNA.value(), "anna@example.com"));
    Customer anna = ports.customers().find(ANNA).orElseThrow();
    BooleanSupplier one = signIn(ANNA);
    BooleanSupplier other = signIn(ANNA);
    assertThat(ports.keycloakFixture().signedIn(ANNA.value())).isGreaterThanOrEqualTo(2);

    assertThat(store.revokeAll(anna)).isEqualTo(RemoteAuthorizationServer.Answer.ENDED);

    // a token of the very second of the logout is not stale: only its end keeps it out
    assertThat(ports.keycloakFixture().signedIn(ANNA.value())).isZero();
    assertThat(one.getAsBoolean() || other.getAsBoolean()).isFalse();
  }

  @Override
  protected void goAway() {
    tcpProxy.close();
  }

  @Override
  protected void comeBack() {
    tcpProxy.open();
  }

  private String setting(String name) {
    return Optional.ofNullable(ports.keycloakFixture().settings().get("rekey.keycloak." + name))
        .orElseThrow();
  }
}
