package dev.rekey.application.port.password;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with a slow hash. The concurrent work is bounded, and clients take turns.
/// Beyond the bound a call of the client with the most calls throws [TemporarilyUnavailable],
/// before its work begins.
public interface PasswordHashing {
  /// Computes a hash with a new salt.
  ///
  /// @param customer the customer; calls for one customer take turns
  PasswordHash hash(CustomerId customer, Password password);

  /// Compares `password` with the hash of `subject`. A subject without a hash takes the same time
  /// and does not match.
  ///
  /// @param client the client address, with which the caller takes turns; null if it is unknown
  /// @param subject is read when the work begins, so that a rejected call counts no attempt
  <S extends Subject> Compared<S> compare(
      @Nullable ClientAddress client, Password password, Supplier<S> subject);

  /// A holder of a hash to compare with.
  interface Subject {
    /// The hash; null if no password was set.
    @Nullable PasswordHash hash();
  }

  /// A subject and whether the password matches its hash.
  record Compared<S extends Subject>(S subject, boolean matches) {}
}
