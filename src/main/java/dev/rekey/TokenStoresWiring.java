package dev.rekey;

import dev.rekey.adapter.out.globalrevocation.GlobalTokenRevocation;
import dev.rekey.adapter.out.keycloak.KeycloakTokens;
import dev.rekey.adapter.out.keycloak.KeycloakUsers;
import dev.rekey.application.RevokeElsewhere;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.RemoteRevocations;
import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.http.OutgoingHttp;
import io.quarkus.arc.All;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Beans that propagate revocations to Keycloak and to remote authorization servers.
class TokenStoresWiring {
  /// How long a caller waits for remote servers before the answer lists them as pending.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Produces
  @Singleton
  RevokeElsewhere revokeElsewhere(
      Settings settings,
      Vertx vertx,
      TlsConfigurationRegistry tls,
      @All List<RemoteTokenStore> others,
      RemoteRevocations revocations,
      Customers customers,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      OutboxSettings outboxSettings,
      Instance<KeycloakUsers> users,
      Sleeper sleeper) {
    List<RemoteTokenStore> stores = new ArrayList<>(others);
    if (!settings.tokenStores().isEmpty()) {
      OutgoingHttp http =
          new OutgoingHttp(
              vertx,
              TokenStoresConfigured.addresses(settings),
              tls.getDefault().map(TlsConfiguration::getTrustStoreOptions).orElse(null));
      settings
          .tokenStores()
          .forEach((name, store) ->
              stores.add(
                  new GlobalTokenRevocation(
                      name,
                      store.url(),
                      store.bearerToken(),
                      store.subject(),
                      store.issuer().orElse(""),
                      store.deadline(),
                      http)));
    }
    if (settings.identity() == IdentityBackend.KEYCLOAK) {
      stores.add(new KeycloakTokens(users.get(), settings.keycloak().secondPass()));
    }
    return new RevokeElsewhere(
        stores,
        revocations,
        customers,
        audit,
        unitOfWork,
        outboxSettings,
        PATIENCE,
        sleeper,
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
