package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.settings.ServiceSettings;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The customers' passwords, and the guard against guessing them.
public interface Credentials {
  /// Counts an attempt to sign in before anything is compared, and answers what to compare with. It
  /// does the same for an address that has no account as for one that has.
  Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout);

  /// Forgets the failures of an address.
  void clearFailures(StoreId store, Digest email);

  /// Readies `password` for [#replace], outside any unit of work: what takes long is done here, and
  /// what is known of the account elsewhere is brought up to date.
  Ready ready(CustomerId id, Password password);

  /// Replaces the password, which moves the link version: every mailed link dies. The caller holds
  /// the customer's lock, and does nothing more in its unit of work that could fail: an identity
  /// provider that has set a password takes nothing back.
  ///
  /// @throws Refused where the identity provider does not take the password; nothing was stored
  /// @throws TemporarilyUnavailable where it is out of reach
  void replace(CustomerId id, Ready password);

  /// Runs `work`, a unit of work that replaces or takes away the password of `id`. Where an
  /// identity provider is asked within it, few do so at once, and one for each customer: who waits
  /// for it holds a connection and the customer's lock, and nobody may take them all.
  ///
  /// @throws TemporarilyUnavailable where it is not this one's turn
  default <T> T inTurn(CustomerId id, Supplier<T> work) {
    return work.get();
  }

  /// A password that is ready to be set.
  sealed interface Ready {
    /// As it is stored here.
    record Hashed(PasswordHash hash) implements Ready {}

    /// As it is told to an identity provider, held for the length of the call.
    record Held(Password password) implements Ready {}
  }

  /// The identity provider does not take the password.
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PasswordViolation violation;

    /// It broke this rule.
    public Refused(PasswordViolation violation) {
      super("The identity provider refuses the password: " + violation.rule().text());
      this.violation = violation;
    }

    /// The rule that it broke.
    public PasswordViolation violation() {
      return violation;
    }
  }

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
