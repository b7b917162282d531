package dev.rekey.wiring;

import dev.rekey.adapter.out.keycloak.KeycloakAdminApi;
import dev.rekey.adapter.out.keycloak.KeycloakAnchors;
import dev.rekey.adapter.out.keycloak.KeycloakCredentials;
import dev.rekey.adapter.out.keycloak.KeycloakCustomers;
import dev.rekey.adapter.out.postgres.BuiltIn;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.config.KeycloakSettingsValidator;
import dev.rekey.config.Settings;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Beans that depend on the identity backend.
class KeycloakBeans {
  private static final Logger LOG = Logger.getLogger(KeycloakBeans.class);

  @Produces
  @Singleton
  IdentityBackend identityBackend(Settings settings) {
    return settings.identity();
  }

  @Produces
  @Singleton
  KeycloakAdminApi keycloakAdminApi(Settings settings, TlsConfigurationRegistry tls) {
    return new KeycloakAdminApi(
        AdapterSettings.keycloakRealm(settings.keycloak()), TlsTrust.of(tls));
  }

  @Produces
  @Singleton
  Customers customers(
      @BuiltIn Customers local,
      @BuiltIn CustomerRegistry registry,
      IdentityBackend backend,
      Instance<KeycloakAdminApi> users,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Stores stores,
      Settings settings) {
    return switch (backend) {
      case BUILT_IN -> local;
      case KEYCLOAK -> {
        StoreId store = KeycloakSettingsValidator.store(settings);
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
      @BuiltIn Credentials local,
      IdentityBackend backend,
      Instance<KeycloakAdminApi> users,
      Customers customers,
      TokenGenerator tokenGenerator) {
    return switch (backend) {
      case BUILT_IN -> local;
      case KEYCLOAK ->
          new KeycloakCredentials(
              users.get(), customers, local, () -> "aA1!" + tokenGenerator.next().reveal());
    };
  }

  // does not abort startup, since Keycloak may start later and rights may be granted later
  void checkRights(
      @Observes StartupEvent event, IdentityBackend backend, Instance<KeycloakAdminApi> users) {
    switch (backend) {
      case BUILT_IN -> {}
      case KEYCLOAK -> Thread.ofVirtual().name("keycloak-check").start(() -> check(users));
    }
  }

  private static void check(Instance<KeycloakAdminApi> users) {
    try {
      users.get().checkRights();
      LOG.info("Keycloak is reachable and grants access to its customers");
    } catch (TemporarilyUnavailable why) {
      LOG.errorf("%s. Requests stay queued until this is fixed.", why.getMessage());
    }
  }
}
