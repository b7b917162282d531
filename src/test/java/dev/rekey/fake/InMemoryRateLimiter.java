package dev.rekey.fake;

import dev.rekey.application.port.RateLimiter;
import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.reset.SlidingWindow;
import java.time.Instant;
import java.util.Collection;

/// Counts uses in memory.
public final class InMemoryRateLimiter implements RateLimiter {
  private final InMemoryStore store;

  public InMemoryRateLimiter(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public RateLimitDecision count(RateLimits limits) {
    return store.with(state -> {
      RateLimitDecision decision = limits.admit(state.windows, store.now());
      if (decision instanceof RateLimitDecision.Allowed allowed) {
        state.windows.putAll(allowed.counted());
      }
      return decision;
    });
  }

  @Override
  public void release(Collection<Digest> keys, Instant at) {
    store.with(state -> {
      for (Digest key : keys) {
        SlidingWindow rest = state.windows.getOrDefault(key, SlidingWindow.EMPTY).without(at);
        if (rest.accepted().isEmpty()) {
          state.windows.remove(key);
        } else {
          state.windows.put(key, rest);
        }
      }
      return true;
    });
  }
}
