package dev.rekey.application.port;

import java.util.function.Supplier;

/// All or nothing: what is stored within one unit is stored together, or not at all where the work
/// throws. Work may run again where the store asks for it, so it must have no other effect.
public interface UnitOfWork {
  /// Runs `work` in one unit and answers what it answers, after all of it is durable.
  ///
  /// @throws TemporarilyUnavailable where the store is out of reach; nothing was stored
  <T> T run(Supplier<T> work);
}
