package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Sets passwords at Keycloak. This service stores neither a password nor a hash.
///
/// The password is set as the last step of the unit of work, right before the commit. If the realm
/// is unavailable or rejects the password, everything rolls back and the mailed link stays usable.
/// A crash between Keycloak's answer and the commit, or a lost answer, may leave a new password and
/// a usable link.
public final class KeycloakCredentials implements Credentials {
  private static final System.Logger LOG = System.getLogger(KeycloakCredentials.class.getName());

  /// Lengths of random passwords; the shortest has more than 70 bits of entropy.
  private static final int[] RANDOM_LENGTHS = {47, 24, 16};

  /// Maximum number of transactions that call Keycloak at once: far fewer than connections.
  private static final int AT_ONCE = 5;

  /// Maximum time that a call waits for a permit, in order of arrival.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Set<CustomerId> underWay = ConcurrentHashMap.newKeySet();
  private final KeycloakAdminApi users;
  private final Customers customers;
  private final Credentials local;
  private final Supplier<String> unknown;

  /// @param unknown generates a random text with every character class
  public KeycloakCredentials(
      KeycloakAdminApi users, Customers customers, Credentials local, Supplier<String> unknown) {
    this.users = users;
    this.customers = customers;
    this.local = local;
    this.unknown = unknown;
  }

  /// Refreshes the local data of the account. A link becomes invalid if the email changed since, or
  /// if the account was disabled or deleted.
  @Override
  public PreparedPassword prepare(CustomerId id, Password password) {
    boolean _ = customers.find(id).isPresent();
    return new PreparedPassword.Held(password);
  }

  @Override
  public <T> T serialized(CustomerId id, Supplier<T> work) {
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
      if (!turns.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw KeycloakClient.unavailable("Too many passwords are being set at once", null);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw KeycloakClient.unavailable("The service is stopping", null);
    }
  }

  @Override
  public void replace(CustomerId id, PreparedPassword password) {
    switch (password) {
      case PreparedPassword.Held(Password text) -> {
        local.replace(id, password);
        // before the password: a remaining lock would reject the new one
        users.unlock(id.value());
        users
            .setPassword(id.value(), text)
            .ifPresent(violation -> {
              throw new Refused(violation);
            });
      }
      case PreparedPassword.Hashed _ ->
          throw new IllegalStateException("Keycloak hashes passwords itself");
    }
  }

  /// Replaces the disputed password with a random one that is stored nowhere. This also works if
  /// Keycloak passes passwords on to a directory. If the realm's policy rejects the length, shorter
  /// ones follow. If the realm rejects all of them, the password credential is deleted. If there is
  /// none, the caller's other changes still take effect.
  @Override
  public void remove(CustomerId id) {
    local.remove(id);
    String text = unknown.get();
    for (int length : RANDOM_LENGTHS) {
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
        "The realm rejects every random password: customer {0} keeps the disputed password",
        id);
  }
}
