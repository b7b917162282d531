package dev.rekey.adapter.out.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.CustomerId;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs durable background tasks with db-scheduler. One replica runs each task, and another replica
/// continues after a crash. A failed task is retried with backoff.
///
/// A task is stored on the connection of the caller's transaction, so that both commit or neither
/// does. The task data are an id and a time; they hold no secret.
public final class DbSchedulerBackgroundWork implements BackgroundWork, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DbSchedulerBackgroundWork.class);
  private static final TaskDescriptor<String> NOTICE =
      TaskDescriptor.of("notice-mail", String.class);
  private static final TaskInstanceId HOUSEKEEPING =
      TaskInstanceId.of("housekeeping", RecurringTask.INSTANCE);
  private static final TaskInstanceId FORCE_SIGN_INS =
      TaskInstanceId.of("force-sign-ins", RecurringTask.INSTANCE);

  private static final TaskInstanceId REMOTE_REVOCATIONS =
      TaskInstanceId.of("remote-revocations", RecurringTask.INSTANCE);

  private static final TaskInstanceId SECURITY_EVENTS =
      TaskInstanceId.of("security-events", RecurringTask.INSTANCE);

  // a replica is dead after four missed heartbeats, which is a third of the lease
  private static final int HEARTBEATS_MISSED = 4;
  private static final int HEARTBEATS_OF_A_LEASE = 3 * HEARTBEATS_MISSED;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private final InstantSource clock;
  private final Backoff backoff;
  private final Performer performer;
  private final Scheduler scheduler;
  private final TransactionSynchronizationRegistry transactions;

  /// Creates the scheduler. `performer` runs the tasks. All replicas need the same `clock`;
  /// otherwise a task that one replica defers is not due at the same time for another.
  public DbSchedulerBackgroundWork(
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock,
      OutboxSettings settings,
      Performer performer) {
    this.clock = clock;
    this.backoff = settings.doublingUpTo(Duration.ofMinutes(5));
    this.transactions = transactions;
    this.performer = performer;
    OneTimeTask<String> notice =
        Tasks.oneTime(NOTICE)
            .onFailure(this::later)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(notice(instance.getData())));
    // Notices wait for a mail server and may be very many. Other tasks never wait behind their
    // queue; they wait at most until one running notice times out.
    this.scheduler =
        Scheduler.create(dataSource, notice)
            .startTasks(
                recurring(HOUSEKEEPING, Duration.ofMinutes(10), new Task.Housekeeping()),
                // covers a job that was stored just after the last poll of a run
                recurring(FORCE_SIGN_INS, Duration.ofSeconds(5), new Task.ForceSignIns()),
                recurring(REMOTE_REVOCATIONS, Duration.ofSeconds(5), new Task.RemoteRevocations()),
                // often, because no caller wakes it: that would lock its row until a commit
                recurring(SECURITY_EVENTS, Duration.ofSeconds(1), new Task.SecurityEvents()))
            .clock(clock::instant)
            .serializer(new Utf8Serializer())
            .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .threads(8)
            .enablePriority()
            .pollingInterval(Duration.ofSeconds(1))
            .pollUsingLockAndFetch(0.5, 1.0)
            .heartbeatInterval(settings.lease().dividedBy(HEARTBEATS_OF_A_LEASE))
            .missedHeartbeatsLimit(HEARTBEATS_MISSED)
            .shutdownMaxWait(Duration.ofSeconds(5))
            .failureLogging(LogLevel.DEBUG, false)
            .build();
  }

  private RecurringTask<Void> recurring(TaskInstanceId run, Duration pause, Task task) {
    return Tasks.recurring(run.getTaskName(), FixedDelay.of(pause))
        .defaultPriority(Priority.HIGH)
        .onDeadExecution(this::revive)
        .execute((instance, context) -> perform(task));
  }

  /// Starts polling for due tasks.
  public void start() {
    scheduler.start();
  }

  /// Stops claiming tasks. Running tasks may finish while the caller shuts other parts down.
  public void beginToStop() {
    if (stopping.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("background-work-stop")
          .start(() -> {
            try {
              scheduler.stop();
            } finally {
              stopped.complete(null);
            }
          });
    }
  }

  /// Waits until the running tasks have finished, up to a timeout.
  @Override
  public void close() {
    beginToStop();
    stopped.join();
  }

  @Override
  public void schedule(Task task) {
    switch (task) {
      case Task.NoticeMail(CustomerId customer, Instant changedAt, long change) ->
          scheduler.schedule(
              NOTICE
                  .instance(UUID.randomUUID().toString())
                  .data(changedAt + " " + customer + " " + change)
                  .build(),
              clock.instant());
      case Task.Housekeeping() -> scheduler.reschedule(HOUSEKEEPING, clock.instant());
      case Task.ForceSignIns() -> wake(FORCE_SIGN_INS);
      case Task.RemoteRevocations() -> wake(REMOTE_REVOCATIONS);
      case Task.SecurityEvents() -> wake(SECURITY_EVENTS);
    }
    wakeAfterCommit();
  }

  // A notice without the id of a change, from an earlier version, is sent without a dispute link.
  private static Task.NoticeMail notice(String data) {
    String[] parts = data.split(" ");
    return new Task.NoticeMail(
        new CustomerId(parts[1]),
        Instant.parse(parts[0]),
        parts.length == 2 ? 0 : Long.parseLong(parts[2]));
  }

  // a running task polls again before it ends, and its next run is soon in any case
  private void wake(TaskInstanceId run) {
    try {
      scheduler.reschedule(run, clock.instant());
    } catch (TaskInstanceException runsOrNotYetThere) {
      LOG.debug("The run could not be rescheduled", runsOrNotYetThere);
    }
  }

  private void perform(Task task) {
    Progress progress;
    try {
      progress = performer.perform(task, stopping::get);
    } catch (TemporarilyUnavailable outage) {
      LOG.warnf("%s will be retried: %s", task.getClass().getSimpleName(), outage.getMessage());
      progress = Progress.AGAIN;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "%s failed and will be retried", task.getClass().getSimpleName());
      progress = Progress.AGAIN;
    }
    if (progress == Progress.AGAIN) {
      throw new RetryLater();
    }
  }

  private void later(ExecutionComplete complete, ExecutionOperations<String> operations) {
    int failures = complete.getExecution().consecutiveFailures;
    operations.reschedule(complete, complete.getTimeDone().plus(backoff.after(failures)));
  }

  // the handler of the library takes the replica's own clock, which may be hours ahead
  private <T> void revive(ExecutionComplete dead, ExecutionOperations<T> operations) {
    operations.reschedule(dead, clock.instant());
  }

  private void wakeAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              scheduler.triggerCheckForDueExecutions();
            }
          }
        });
  }

  /// Signals db-scheduler that a task must be retried.
  private static final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RetryLater() {
      super("the task must be retried", null, false, false);
    }
  }

  /// Serializes task data as text, readable in the table. A recurring task has no data.
  private static final class Utf8Serializer implements Serializer {
    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
      return data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
      return data == null ? null : type.cast(new String(data, StandardCharsets.UTF_8));
    }
  }
}
