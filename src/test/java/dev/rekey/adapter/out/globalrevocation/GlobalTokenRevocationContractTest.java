package dev.rekey.adapter.out.globalrevocation;

import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.adapter.out.postgres.PostgresPorts;
import dev.rekey.adapter.out.postgres.WithoutWorkers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteAuthorizationServerContract;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.SubjectFormat;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.local.fixture.TcpProxy;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The server that is told is the service itself, by way of its own `POST
/// /global-token-revocation`.
@QuarkusTest
@TestProfile(WithoutWorkers.class)
@WithTestResource(LocalStackResource.class)
class GlobalTokenRevocationContractTest extends RemoteAuthorizationServerContract {
  @Inject PostgresPorts ports;
  @Inject Vertx vertx;

  private TcpProxy tcpProxy;
  private GuardedHttpClient http;
  private RemoteAuthorizationServer store;

  @BeforeEach
  void start() {
    tcpProxy = new TcpProxy(URI.create("http://localhost:" + RestAssured.port));
    http = new GuardedHttpClient(vertx, OutboundAddressPolicy.of(List.of("127.0.0.1")), null);
    store =
        new GlobalTokenRevocation(
            "shop",
            tcpProxy.uri().resolve("/global-token-revocation"),
            LocalStackResource.identityProvider().token("erp", "store-admin"),
            SubjectFormat.OPAQUE,
            "https://id.example",
            Duration.ofSeconds(20),
            http);
  }

  @AfterEach
  void stop() {
    http.close();
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
    Digest digest = Digest.of(UUID.randomUUID().toString());
    OAuthToken _ =
        ports
            .unitOfWork()
            .run(() ->
                ports
                    .oauthTokens()
                    .issue(
                        new OAuthTokens.NewToken(
                            digest, customer, "erp", null, Duration.ofHours(1), null),
                        ports.customers().find(customer).orElseThrow().signInVersion()))
            .orElseThrow();
    return () -> ports.unitOfWork().run(() -> ports.oauthTokens().findValid(digest)).isPresent();
  }

  @Override
  protected void goAway() {
    tcpProxy.close();
  }

  @Override
  protected void comeBack() {
    tcpProxy.open();
  }
}
