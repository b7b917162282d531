package dev.rekey.adapter.out.postgres.reset;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes this replica's mail worker when a request was recorded, so that its email does not wait
/// for the next poll of the outbox.
@ApplicationScoped
class NewRequestSignal {
  private final Semaphore signal = new Semaphore(0);

  /// Signals that a request is due.
  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /// Waits for a signal, or until the next poll for requests of other replicas.
  void await(Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    }
  }
}
