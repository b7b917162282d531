package dev.rekey.application.port.signin;

import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts sign-in attempts with built-in accounts and locks an email address after too many
/// failures.
public interface SignInAttempts {
  /// Counts an attempt before the password is compared, and returns the hash to compare with. An
  /// address without an account causes the same work.
  Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout);

  /// Resets the failure count of an email address.
  void clearFailures(StoreId store, Digest email);

  /// The state of the email address and its account when an attempt begins.
  ///
  /// @param account the account with this email address
  /// @param hash the customer's password hash; null if no password was set
  /// @param locked whether the address is locked for every password
  /// @param lockedNow whether this attempt locks the address unless it succeeds
  record Attempt(
      Optional<Account> account, @Nullable PasswordHash hash, boolean locked, boolean lockedNow)
      implements PasswordHashing.Subject {}

  /// The part of an account that a sign-in needs. It is small so that an address without an account
  /// takes the same time.
  record Account(CustomerId id, boolean active, long signInVersion) {}
}
