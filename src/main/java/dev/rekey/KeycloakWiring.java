package dev.rekey;

import dev.rekey.adapter.out.keycloak.KeycloakAnchors;
import dev.rekey.adapter.out.keycloak.KeycloakCredentials;
import dev.rekey.adapter.out.keycloak.KeycloakCustomers;
import dev.rekey.adapter.out.keycloak.KeycloakUsers;
import dev.rekey.adapter.out.postgres.Local;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Beans that depend on the identity backend.
class KeycloakWiring {
  private static final Logger LOG = Logger.getLogger(KeycloakWiring.class);

  @Produces
  @Singleton
  IdentityBackend identityBackend(Settings settings) {
    return settings.identity();
  }

  @Produces
  @Singleton
  KeycloakUsers keycloakUsers(Settings settings, TlsConfigurationRegistry tls) {
    return new KeycloakUsers(KeycloakConfigured.realm(settings.keycloak()), Trust.of(tls));
  }

  @Produces
  @Singleton
  Customers customers(
      @Local Customers local,
      @Local CustomerRegistry registry,
      IdentityBackend backend,
      Instance<KeycloakUsers> users,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Stores stores,
      Settings settings) {
    return switch (backend) {
      case BUILT_IN -> local;
      case KEYCLOAK -> {
        StoreId store = KeycloakConfigured.store(settings);
        KeycloakAnchors anchors =
            new KeycloakAnchors(
                local,
                registry,
                audit,
                unitOfWork,
                store,
                stores.get(store).languages().getFirst());
        yield new KeycloakCustomers(users.get(), anchors);
      }
    };
  }

  @Produces
  @Singleton
  Credentials credentials(
      @Local Credentials local,
      IdentityBackend backend,
      Instance<KeycloakUsers> users,
      Customers customers,
      TokenSource tokenSource) {
    return switch (backend) {
      case BUILT_IN -> local;
      case KEYCLOAK ->
          new KeycloakCredentials(
              users.get(), customers, local, () -> "aA1!" + tokenSource.next().reveal());
    };
  }

  // Keycloak may start later, and its rights may be granted later: this does not abort startup
  void checkRights(
      @Observes StartupEvent event, IdentityBackend backend, Instance<KeycloakUsers> users) {
    switch (backend) {
      case BUILT_IN -> {}
      case KEYCLOAK -> Thread.ofVirtual().name("keycloak-check").start(() -> check(users));
    }
  }

  private static void check(Instance<KeycloakUsers> users) {
    try {
      users.get().checkRights();
      LOG.info("Keycloak shows its customers");
    } catch (TemporarilyUnavailable why) {
      LOG.errorf("%s. Requests stay queued until this is fixed.", why.getMessage());
    }
  }
}
