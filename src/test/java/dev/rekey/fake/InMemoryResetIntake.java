package dev.rekey.fake;

import dev.rekey.application.port.ResetIntake;
import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.RequestWindow;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
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
  public CompletionStage<Admission> submit(ResetRequest request, ResetLimits limits) {
    return CompletableFuture.completedFuture(
        store.with(state -> {
          Admission admission = limits.admit(request, state.windows, store.now());
          if (admission
              instanceof Admission.Admitted(Instant at, Map<Digest, RequestWindow> counted)) {
            state.windows.putAll(counted);
            state.requests.put(
                state.requests.size() + 1L,
                new InMemoryStore.Recorded(request, at, at, 0, 0, false, null));
            store.recorded().signalAll();
          }
          return admission;
        }));
  }
}
