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

/// Mails what is due, as soon as it is: woken by requests that this replica recorded, and looking
/// often enough for those that others left.
@ApplicationScoped
class ResetMailWorker {
  private static final Logger LOG = Logger.getLogger(ResetMailWorker.class);
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  // A mail server that is slow gets this long to say its word; what hangs then comes back when its
  // lease ends.
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(3);

  // for the database to hear of it; all of this is less than what an orchestrator allows
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final int BATCH = 100;

  // two, so that one talks to the mail server while the other talks to the database
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

  // while callers are still being sent away: the two take their time together
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
      LOG.warnf("Mails wait: %s", outage.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("Mails could not be written; they are tried again", failure);
    }
    return 0;
  }
}
