package dev.rekey.fake;

import dev.rekey.application.port.UnitOfWork;
import java.util.function.Supplier;

/// One unit after the other.
public final class ImmediateUnitOfWork implements UnitOfWork {
  private final InMemoryStore store;

  public ImmediateUnitOfWork(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public <T> T run(Supplier<T> work) {
    return store.unit(work);
  }
}
