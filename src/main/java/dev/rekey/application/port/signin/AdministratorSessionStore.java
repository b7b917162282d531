package dev.rekey.application.port.signin;

import org.jspecify.annotations.Nullable;

/// The sessions of administrators, on all replicas.
public interface AdministratorSessionStore {
  /// Ends the session with this id, or all sessions of the subject if there is no id.
  ///
  /// @param id the session's id at the provider (`sid`)
  /// @param subject the administrator's subject at the provider
  void end(@Nullable String id, @Nullable String subject);
}
