package dev.rekey.application.port;

import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns passwords into hashes that are slow to guess from. The work is bounded: beyond the bound
/// callers get [TemporarilyUnavailable] at once, and nothing of theirs has begun.
public interface PasswordHashing {
  /// A fresh hash with its own salt.
  PasswordHash hash(Password password);

  /// Whether `password` is the one behind the hash that `subject` has. Takes the same time where it
  /// has none, and then it is not.
  ///
  /// @param subject is asked once the work may begin, so that an attempt is counted only when it is
  ///   really made
  <S extends Subject> Compared<S> compare(Password password, Supplier<S> subject);

  /// What a password is compared with.
  interface Subject {
    /// The hash; null where no password was ever set.
    @Nullable PasswordHash hash();
  }

  /// A subject, and whether the password was its own.
  record Compared<S extends Subject>(S subject, boolean matches) {}
}
