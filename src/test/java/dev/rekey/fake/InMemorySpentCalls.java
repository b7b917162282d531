package dev.rekey.fake;

import dev.rekey.application.port.SpentCalls;
import dev.rekey.domain.revocation.SignedCall;

/// Spent calls in memory.
public final class InMemorySpentCalls implements SpentCalls {
  private final InMemoryStore store;

  public InMemorySpentCalls(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public boolean spend(SignedCall call) {
    return store.with(state -> state.spentCalls.putIfAbsent(call.digest(), call.until()) == null);
  }
}
