package dev.rekey.application.port.signin;

import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts sign-in attempts with built-in accounts and locks an email address for a pause after too
/// many failures. A known device of the customer passes the pause; its failures count against it.
public interface SignInAttempts {
  /// The maximum number of known devices of a customer.
  int MAX_DEVICES = 50;

  /// Counts an attempt before the password is compared, and returns the hash to compare with. An
  /// address without an account causes the same work.
  ///
  /// @param device the digest of the caller's device token; null if there is none
  Attempt attempt(
      StoreId store, Digest email, ServiceSettings.Lockout lockout, @Nullable Digest device);

  /// Resets the failure count and the pauses of an email address.
  void clearFailures(StoreId store, Digest email);

  /// Makes a device known to a customer, or resets the failures of a known one. Of more than
  /// [#MAX_DEVICES] devices the least recently used one is forgotten.
  void remember(CustomerId customer, Digest device);

  /// The state of the email address and its account when an attempt begins.
  ///
  /// @param account the account with this email address
  /// @param hash the customer's password hash; null if no password was set
  /// @param locked whether the address is locked for every password
  /// @param knownDevice whether the device is known to the customer, so that no lock applies
  /// @param lockedNow whether this attempt locks the address unless it succeeds
  record Attempt(
      Optional<Account> account,
      @Nullable PasswordHash hash,
      boolean knownDevice,
      boolean locked,
      boolean lockedNow)
      implements PasswordHashing.Subject {}

  /// The part of an account that a sign-in needs. It is small so that an address without an account
  /// takes the same time.
  record Account(CustomerId id, boolean active, long signInVersion) {}
}
