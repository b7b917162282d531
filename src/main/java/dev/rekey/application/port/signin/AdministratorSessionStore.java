package dev.rekey.application.port.signin;

import org.jspecify.annotations.Nullable;

/// The sessions of administrators, on all replicas.
public interface AdministratorSessionStore {
  /// Throws [dev.rekey.application.port.TemporarilyUnavailable] while no session can be read.
  /// Quarkus would remove the cookie of a session that it cannot read.
  void requireAvailable();

  /// Ends the session with this id, and sessions of the subject that have no id. Without an id it
  /// ends all sessions of the subject.
  ///
  /// @param id the session's id at the provider (`sid`)
  /// @param subject the administrator's subject at the provider
  void end(@Nullable String id, @Nullable String subject);
}
