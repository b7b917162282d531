package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customers' passwords, and the guard against guessing them.
public interface Credentials {
  /// Counts an attempt to sign in before anything is compared, and answers what to compare with. It
  /// does the same for an address that has no account as for one that has.
  Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout);

  /// Forgets the failures of an address.
  void clearFailures(StoreId store, Digest email);

  /// Replaces the password, which moves the link version: every mailed link dies. The caller holds
  /// the customer's lock.
  void replace(CustomerId id, PasswordHash hash);

  /// Takes the password away, which moves the link version too: nobody signs in with one until a
  /// new one is set. The caller holds the customer's lock.
  void remove(CustomerId id);

  /// What is known when an attempt begins.
  ///
  /// @param account who has the address
  /// @param hash the customer's password; null where none was set
  /// @param locked whether the address is locked, whatever the password
  /// @param lockedNow whether this attempt locks it, unless it succeeds
  record Attempt(
      Optional<Account> account, @Nullable PasswordHash hash, boolean locked, boolean lockedNow)
      implements PasswordHashing.Subject {}

  /// What a sign-in needs to know of an account, and no more, so that an address without one takes
  /// as long.
  record Account(CustomerId id, boolean active, long signInVersion) {}
}
