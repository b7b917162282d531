package dev.rekey.application.port.password;

import dev.rekey.domain.password.Password;

/// Looks passwords up in a local list of leaked passwords. No password and no part of its hash
/// leaves the service.
public interface CompromisedPasswords {
  /// Whether `password` is on the list.
  boolean contains(Password password);
}
