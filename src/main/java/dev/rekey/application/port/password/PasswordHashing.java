package dev.rekey.application.port.password;

import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with a slow hash. The concurrent work is bounded. Beyond the bound a call
/// throws [TemporarilyUnavailable] at once, before its work begins.
public interface PasswordHashing {
  /// Computes a hash with a new salt.
  PasswordHash hash(Password password);

  /// Compares `password` with the hash of `subject`. A subject without a hash takes the same time
  /// and does not match.
  ///
  /// @param subject is read when the work begins, so that a rejected call counts no attempt
  <S extends Subject> Compared<S> compare(Password password, Supplier<S> subject);

  /// A holder of a hash to compare with.
  interface Subject {
    /// The hash; null if no password was set.
    @Nullable PasswordHash hash();
  }

  /// A subject and whether the password matches its hash.
  record Compared<S extends Subject>(S subject, boolean matches) {}
}
