package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Passwords that Keycloak keeps. None of them is stored here, nor a hash of it.
///
/// The password is set there as the last thing of the unit of work, when all else is stored and
/// waits for its commit: a realm that can't be reached or refuses rolls everything back, so that
/// the mailed link can be used again. What is left is the moment between Keycloak's answer and the
/// commit, and an answer that never came: then the password may be set and the link still usable,
/// which harms nobody but has to be said.
public final class KeycloakCredentials implements Credentials {
  private static final System.Logger LOG = System.getLogger(KeycloakCredentials.class.getName());

  /// Of passwords that nobody knows; the shortest has more than 70 bits of chance.
  private static final int[] LENGTHS = {47, 24, 16};

  /// How many transactions may wait for Keycloak: far fewer than there are connections.
  private static final int AT_ONCE = 5;

  /// For how long somebody waits for a turn, in the order in which they came.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Set<CustomerId> underWay = ConcurrentHashMap.newKeySet();
  private final KeycloakUsers users;
  private final Customers customers;
  private final Credentials local;
  private final Supplier<String> unknown;

  /// @param unknown a text that nobody can guess, and of every class of characters
  public KeycloakCredentials(
      KeycloakUsers users, Customers customers, Credentials local, Supplier<String> unknown) {
    this.users = users;
    this.customers = customers;
    this.local = local;
    this.unknown = unknown;
  }

  /// Built-in sign-in is not offered with these accounts: there is nothing to compare with.
  @Override
  public Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout) {
    throw new UnsupportedOperationException("Customers sign in at Keycloak");
  }

  @Override
  public void clearFailures(StoreId store, Digest email) {
    // counted by Keycloak, and forgotten with the new password
  }

  /// The account is looked at once more, so that a link to an address that has changed since, or of
  /// an account that was disabled or deleted, is worth nothing.
  @Override
  public Ready ready(CustomerId id, Password password) {
    boolean _ = customers.find(id).isPresent();
    return new Ready.Held(password);
  }

  @Override
  public <T> T inTurn(CustomerId id, Supplier<T> work) {
    if (!underWay.add(id)) {
      throw KeycloakClient.unavailable("Another password of the same customer is being set", null);
    }
    try {
      awaitTurn();
      try {
        return work.get();
      } finally {
        turns.release();
      }
    } finally {
      underWay.remove(id);
    }
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw KeycloakClient.unavailable("Too many passwords are being set at once", null);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw KeycloakClient.unavailable("The service is stopping", null);
    }
  }

  @Override
  public void replace(CustomerId id, Ready password) {
    switch (password) {
      case Ready.Held(Password text) -> {
        local.replace(id, password);
        // before the password: a lock that stays would refuse the new one
        users.unlock(id.value());
        users
            .setPassword(id.value(), text)
            .ifPresent(violation -> {
              throw new Refused(violation);
            });
      }
      case Ready.Hashed _ -> throw new IllegalStateException("Keycloak makes its own hashes");
    }
  }

  /// A password that nobody knows, not even this service a moment later, takes the place of the one
  /// that was disputed: so it is gone also where Keycloak only passes passwords on to a directory.
  /// A realm that refuses it for its length is offered shorter ones. Where it refuses them all the
  /// password is deleted; where there is none to delete, the rest of what the caller does is worth
  /// more than nothing at all.
  @Override
  public void remove(CustomerId id) {
    local.remove(id);
    String text = unknown.get();
    for (int length : LENGTHS) {
      String some = text.substring(0, Math.min(length, text.length()));
      if (users.setPassword(id.value(), Password.of(some)).isEmpty()) {
        return;
      }
    }
    if (users.removePassword(id.value())) {
      return;
    }
    LOG.log(
        System.Logger.Level.ERROR,
        "The realm refuses every password that nobody knows: customer {0} keeps the disputed one",
        id);
  }
}
