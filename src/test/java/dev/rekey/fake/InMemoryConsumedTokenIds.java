package dev.rekey.fake;

import dev.rekey.application.port.revocation.ConsumedTokenIds;
import dev.rekey.domain.revocation.SignedRequest;

/// Spent calls in memory.
public final class InMemoryConsumedTokenIds implements ConsumedTokenIds {
  private final InMemoryStore store;

  public InMemoryConsumedTokenIds(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public boolean consume(SignedRequest call) {
    return store.with(
        state -> state.consumedTokenIds.putIfAbsent(call.digest(), call.until()) == null);
  }
}
