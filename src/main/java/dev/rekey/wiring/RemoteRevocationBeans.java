package dev.rekey.wiring;

import dev.rekey.adapter.out.globalrevocation.GlobalTokenRevocation;
import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.keycloak.KeycloakAdminApi;
import dev.rekey.adapter.out.keycloak.KeycloakSessions;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.application.revocation.PropagateRevocations;
import dev.rekey.config.Settings;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.IdentityBackend;
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
class RemoteRevocationBeans {
  /// Maximum time that a caller waits for remote servers; later ones are reported as pending.
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @Produces
  @Singleton
  PropagateRevocations propagateRevocations(
      Settings settings,
      Vertx vertx,
      TlsConfigurationRegistry tls,
      @All List<RemoteAuthorizationServer> others,
      RemoteRevocations revocations,
      Customers customers,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      OutboxSettings outboxSettings,
      Instance<KeycloakAdminApi> users,
      Sleeper sleeper) {
    List<RemoteAuthorizationServer> servers = new ArrayList<>(others);
    if (!settings.remoteRevocations().isEmpty()) {
      GuardedHttpClient http =
          new GuardedHttpClient(
              vertx,
              AdapterSettings.remoteRevocationAddresses(settings),
              tls.getDefault().map(TlsConfiguration::getTrustStoreOptions).orElse(null));
      settings
          .remoteRevocations()
          .forEach((name, server) ->
              servers.add(
                  new GlobalTokenRevocation(
                      name,
                      server.url(),
                      server.bearerToken(),
                      server.subject(),
                      server.issuer().orElse(""),
                      server.deadline(),
                      http)));
    }
    if (settings.identity() == IdentityBackend.KEYCLOAK) {
      servers.add(new KeycloakSessions(users.get(), settings.keycloak().repeatLogoutAfter()));
    }
    return new PropagateRevocations(
        servers,
        revocations,
        customers,
        audit,
        unitOfWork,
        outboxSettings,
        TIMEOUT,
        sleeper,
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
