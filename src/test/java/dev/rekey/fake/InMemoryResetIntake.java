package dev.rekey.fake;

import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.SlidingWindow;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Takes requests in at once.
public final class InMemoryResetIntake implements ResetIntake {
  private final InMemoryStore store;

  public InMemoryResetIntake(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<RateLimitDecision> submit(ResetRequest request, ResetLimits limits) {
    return CompletableFuture.completedFuture(
        store.with(state -> {
          RateLimitDecision rateLimitDecision = limits.admit(request, state.windows, store.now());
          if (rateLimitDecision
              instanceof
              RateLimitDecision.Allowed(Instant at, Map<Digest, SlidingWindow> counted)) {
            state.windows.putAll(counted);
            state.requests.put(
                state.requests.size() + 1L,
                new InMemoryStore.Recorded(request, at, at, 0, 0, false, null));
            store.recorded().signalAll();
          }
          return rateLimitDecision;
        }));
  }
}
