package dev.rekey.adapter.out.postgres.reset;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells this replica's worker that a request was recorded here, so that its mail need not wait for
/// the next look into the outbox.
@ApplicationScoped
class NewRequestSignal {
  private final Semaphore signal = new Semaphore(0);

  /// Something is due.
  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /// Waits until something is due, or until it is time to look at what other replicas left.
  void await(Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    }
  }
}
