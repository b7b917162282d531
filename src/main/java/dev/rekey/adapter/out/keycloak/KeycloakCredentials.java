package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.settings.ServiceSettings;
import java.util.function.Supplier;

/// Passwords that Keycloak keeps. None of them is stored here, nor a hash of it.
///
/// The password is set there as the last thing of the unit of work, when all else is stored and
/// waits for its commit: a realm that can't be reached or refuses rolls everything back, so that
/// the mailed link can be used again. What is left is the moment between Keycloak's answer and the
/// commit, and an answer that never came: then the password may be set and the link still usable,
/// which harms nobody but has to be said.
public final class KeycloakCredentials implements Credentials {
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

  /// Keycloak takes no password away without the right to do worse. One that nobody knows, not even
  /// this service a moment later, signs nobody in either.
  @Override
  public void remove(CustomerId id) {
    local.remove(id);
    users
        .setPassword(id.value(), Password.of(unknown.get()))
        .ifPresent(violation -> {
          throw new Refused(violation);
        });
  }
}
