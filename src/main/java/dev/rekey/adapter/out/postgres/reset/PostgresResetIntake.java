package dev.rekey.adapter.out.postgres.reset;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Records reset requests in batches: up to [#BATCH] queued requests share one transaction and one
/// commit to disk. A single request is not delayed.
///
/// The queue is bounded. If it is full, callers fail at once with [TemporarilyUnavailable] and
/// memory stays bounded.
@ApplicationScoped
public class PostgresResetIntake implements ResetIntake {
  private static final Logger LOG = Logger.getLogger(PostgresResetIntake.class);

  private static final int BATCH = 256;
  private static final int WAITING = 4096;

  // shorter than the grace period of an orchestrator, together with the other steps of a shutdown
  private static final Duration STOP = Duration.ofSeconds(3);

  // two, so that one collects a batch while the other waits for its commit
  private static final int WRITERS = 2;

  private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING);
  private final List<Thread> writers = new ArrayList<>();
  private final ResetRateLimiter admissions;
  private volatile boolean stopping;

  public PostgresResetIntake(ResetRateLimiter admissions) {
    this.admissions = admissions;
  }

  public void start(@Observes StartupEvent event) {
    for (int i = 1; i <= WRITERS; i++) {
      writers.add(Thread.ofPlatform().name("reset-intake-" + i).start(this::write));
    }
  }

  public void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + STOP.toNanos();
    for (Thread writer : writers) {
      writer.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    sendAway(busy("The service is stopping"));
  }

  private void sendAway(TemporarilyUnavailable why) {
    Pending left;
    while ((left = waiting.poll()) != null) {
      left.answer.completeExceptionally(why);
    }
  }

  @Override
  public CompletionStage<RateLimitDecision> submit(ResetRequest request, ResetLimits limits) {
    Pending pending = new Pending(request, limits, new CompletableFuture<>());
    if (stopping || !waiting.offer(pending)) {
      pending.answer.completeExceptionally(busy("The queue of reset requests is full"));
    } else if (stopping && waiting.remove(pending)) {
      pending.answer.completeExceptionally(busy("The service is stopping"));
    }
    return pending.answer;
  }

  private void write() {
    List<Pending> batch = new ArrayList<>(BATCH);
    while (!stopping || !waiting.isEmpty()) {
      try {
        Pending first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        answer(batch);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void answer(List<Pending> batch) {
    try {
      List<RateLimitDecision> decided = admissions.decide(batch);
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer.complete(decided.get(i));
      }
    } catch (Throwable failure) {
      // also an Error: the callers get a result, and this thread continues
      RuntimeException translated = Database.translate(failure);
      if (translated instanceof TemporarilyUnavailable outage) {
        // the queued requests would run into the same timeout: they fail now
        sendAway(outage);
      } else {
        LOG.error("A batch of reset requests failed", failure);
      }
      batch.forEach(pending -> pending.answer.completeExceptionally(translated));
    }
  }

  private static TemporarilyUnavailable busy(String what) {
    return new TemporarilyUnavailable(what, Duration.ofSeconds(1), null);
  }

  /// A request and the future that returns its decision.
  record Pending(
      ResetRequest request, ResetLimits limits, CompletableFuture<RateLimitDecision> answer) {}
}
