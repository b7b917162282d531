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
import dev.rekey.domain.customer.AccountSource;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.jboss.logging.Logger;

/// Where it is decided who keeps the accounts.
class KeycloakWiring {
  private static final Logger LOG = Logger.getLogger(KeycloakWiring.class);

  @Produces
  @Singleton
  AccountSource accountSource(Settings settings) {
    return switch (settings.identity()) {
      case BUILT_IN -> AccountSource.BUILT_IN;
      case KEYCLOAK -> AccountSource.IDENTITY_PROVIDER;
    };
  }

  @Produces
  @Singleton
  KeycloakUsers keycloakUsers(KeycloakSettings keycloak, TlsConfigurationRegistry tls) {
    return new KeycloakUsers(KeycloakConfigured.realm(keycloak), Trust.of(tls));
  }

  @Produces
  @Singleton
  Customers customers(
      @Local Customers local,
      @Local CustomerRegistry registry,
      AccountSource accounts,
      Instance<KeycloakUsers> users,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Stores stores,
      Settings settings,
      KeycloakSettings keycloak) {
    return switch (accounts) {
      case BUILT_IN -> local;
      case IDENTITY_PROVIDER -> {
        StoreId store = KeycloakConfigured.store(settings, keycloak);
        KeycloakAnchors anchors =
            new KeycloakAnchors(
                local,
                registry,
                audit,
                unitOfWork,
                store,
                stores.get(store).languages().getFirst(),
                switch (settings.tokenStore()) {
                  case BUILT_IN -> KeycloakCustomers.TokensAt.REKEY;
                  case KEYCLOAK -> KeycloakCustomers.TokensAt.KEYCLOAK;
                });
        yield new KeycloakCustomers(users.get(), anchors);
      }
    };
  }

  @Produces
  @Singleton
  Credentials credentials(
      @Local Credentials local,
      AccountSource accounts,
      Instance<KeycloakUsers> users,
      Customers customers,
      TokenSource tokenSource) {
    return switch (accounts) {
      case BUILT_IN -> local;
      case IDENTITY_PROVIDER ->
          new KeycloakCredentials(
              users.get(), customers, local, () -> "aA1!" + tokenSource.next().reveal());
    };
  }

  void check(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      Settings settings,
      KeycloakSettings keycloak) {
    KeycloakConfigured.check(settings, keycloak);
  }

  // Keycloak may start later, and rights may come later: the service says so and starts all the
  // same.
  void checkRights(
      @Observes StartupEvent event,
      AccountSource accounts,
      Settings settings,
      Instance<KeycloakUsers> users) {
    switch (accounts) {
      case BUILT_IN -> {}
      case IDENTITY_PROVIDER -> {
        if (settings.tokenStore() == Settings.Keeper.BUILT_IN) {
          LOG.warn(
              "rekey.identity is keycloak and rekey.token-store is not: a new password or a force"
                  + " sign-in ends nothing that customers are signed in with at Keycloak");
        }
        Thread.ofVirtual().name("keycloak-check").start(() -> check(users));
      }
    }
  }

  private static void check(Instance<KeycloakUsers> users) {
    try {
      users.get().checkRights();
      LOG.info("Keycloak shows its customers");
    } catch (TemporarilyUnavailable why) {
      LOG.errorf("%s. Requests wait until it is mended.", why.getMessage());
    }
  }
}
