package dev.rekey.application.port;

import dev.rekey.domain.password.Password;

/// A list of known-leaked passwords, looked up locally: no password and no part of its hash leaves
/// the service.
public interface CompromisedPasswords {
  /// Whether `password` is on the list.
  boolean contains(Password password);
}
