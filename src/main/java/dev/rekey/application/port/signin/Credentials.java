package dev.rekey.application.port.signin;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.password.PasswordViolation;
import java.util.function.Supplier;

/// Sets and removes the customers' passwords.
public interface Credentials {
  /// Prepares `password` for [#replace], outside any unit of work. Slow work such as hashing is
  /// done here, and local data of a remote account is refreshed.
  PreparedPassword prepare(CustomerId id, Password password);

  /// Replaces the password and increments the link version, which invalidates every mailed link.
  /// The caller holds the customer's lock. Call it last in the unit of work: an identity provider
  /// cannot roll a password back.
  ///
  /// @throws Refused if the identity provider rejects the password; nothing was stored
  /// @throws TemporarilyUnavailable if the identity provider is unavailable
  void replace(CustomerId id, PreparedPassword password);

  /// Runs `work`, a unit of work that replaces or removes the password of `id`. If the unit calls
  /// an identity provider, the adapter limits concurrency: few units in total and one for each
  /// customer. Each of them holds a connection and the customer's lock while it waits.
  ///
  /// @throws TemporarilyUnavailable if the limit is reached
  default <T> T serialized(CustomerId id, Supplier<T> work) {
    return work.get();
  }

  /// Removes the password and increments the link version, so that no password signs in until a new
  /// one is set. The caller holds the customer's lock.
  void remove(CustomerId id);

  /// A password that is prepared for [#replace].
  sealed interface PreparedPassword {
    /// A hash for built-in accounts.
    record Hashed(PasswordHash hash) implements PreparedPassword {}

    /// The password itself for an identity provider, kept for the length of the call only.
    record Held(Password password) implements PreparedPassword {}
  }

  /// The identity provider rejected the password.
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PasswordViolation violation;

    /// Creates the exception for the violated rule.
    public Refused(PasswordViolation violation) {
      super("The identity provider rejects the password: " + violation.rule().text());
      this.violation = violation;
    }

    /// The violated rule.
    public PasswordViolation violation() {
      return violation;
    }
  }
}
