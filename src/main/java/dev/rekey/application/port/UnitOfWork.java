package dev.rekey.application.port;

import java.util.function.Supplier;

/// Runs work in one transaction. An exception rolls everything back. The database may require a
/// retry, so the work must have no other side effect.
public interface UnitOfWork {
  /// Runs `work` in one unit of work and returns its result after the commit.
  ///
  /// @throws TemporarilyUnavailable if the database is unavailable; nothing was stored
  <T> T run(Supplier<T> work);
}
