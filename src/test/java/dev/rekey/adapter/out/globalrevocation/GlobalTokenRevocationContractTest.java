package dev.rekey.adapter.out.globalrevocation;

import dev.rekey.adapter.out.postgres.PostgresPorts;
import dev.rekey.adapter.out.postgres.WithoutWorkers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteTokenStoreContract;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.SubjectFormat;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.http.OutgoingAddresses;
import dev.rekey.http.OutgoingHttp;
import dev.rekey.local.LocalStackResource;
import dev.rekey.local.Relay;
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
class GlobalTokenRevocationContractTest extends RemoteTokenStoreContract {
  @Inject PostgresPorts ports;
  @Inject Vertx vertx;

  private Relay relay;
  private OutgoingHttp http;
  private RemoteTokenStore store;

  @BeforeEach
  void start() {
    relay = new Relay(URI.create("http://localhost:" + RestAssured.port));
    http = new OutgoingHttp(vertx, OutgoingAddresses.of(List.of("127.0.0.1")), null);
    store =
        new GlobalTokenRevocation(
            "shop",
            relay.uri().resolve("/global-token-revocation"),
            LocalStackResource.identityProvider().token("erp", "store-admin"),
            SubjectFormat.OPAQUE,
            "https://id.example",
            Duration.ofSeconds(20),
            http);
  }

  @AfterEach
  void stop() {
    http.close();
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
    relay.close();
  }

  @Override
  protected void comeBack() {
    relay.open();
  }
}
