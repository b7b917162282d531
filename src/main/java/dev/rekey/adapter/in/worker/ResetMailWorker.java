package dev.rekey.adapter.in.worker;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.reset.MailResetLinks;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Mails due reset links. A request that this replica recorded wakes it at once; it polls for
/// requests of other replicas.
@ApplicationScoped
class ResetMailWorker {
  private static final Logger LOG = Logger.getLogger(ResetMailWorker.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  // Time for a mail in progress to finish during shutdown. A mail that takes longer is retried when
  // its lease ends.
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(3);

  // Time for the database update after that, below the shutdown timeout of common orchestrators.
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int BATCH = 100;

  // two, so that one can use the mail server while the other uses the database
  private static final int WORKERS = 2;

  private final List<Thread> threads = new ArrayList<>();
  private final MailResetLinks mailResetLinks;
  private final ResetOutbox outbox;
  private final CompletableFuture<Void> gracePeriodEnd = new CompletableFuture<>();
  private volatile boolean stopping;
  private long stoppingSince;

  ResetMailWorker(MailResetLinks mailResetLinks, ResetOutbox outbox) {
    this.mailResetLinks = mailResetLinks;
    this.outbox = outbox;
  }

  void start(@Observes StartupEvent event) {
    for (int i = 1; i <= WORKERS; i++) {
      threads.add(Thread.ofPlatform().name("reset-mail-" + i).start(this::work));
    }
  }

  // starts while connections drain, so that both share one shutdown delay
  void beginToStop(@Observes ShutdownDelayInitiatedEvent event) {
    long _ = beginToStop();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    long end = beginToStop() + STOP.toNanos();
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
  }

  private synchronized long beginToStop() {
    if (!stopping) {
      stopping = true;
      stoppingSince = System.nanoTime();
      gracePeriodEnd.completeOnTimeout(null, GRACE_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }
    return stoppingSince;
  }

  private void work() {
    while (!stopping) {
      try {
        if (mailDue() == 0) {
          outbox.await(POLL_INTERVAL);
        }
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  private int mailDue() throws InterruptedException {
    try {
      return mailResetLinks.mailDue(BATCH, () -> stopping, gracePeriodEnd);
    } catch (TemporarilyUnavailable outage) {
      LOG.warnf("Reset mails are delayed: %s", outage.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("Reset mails failed and will be retried", failure);
    }
    return 0;
  }
}
