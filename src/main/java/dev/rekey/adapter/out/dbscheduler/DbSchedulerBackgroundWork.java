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

/// Work for later, in the table of db-scheduler: one replica does each task, another goes on where
/// one died, and a task that fails is tried again after growing pauses.
///
/// A task is stored on the connection of the transaction that asks for it, so that both commit or
/// neither. Its data are an id and a time; there is no secret in it.
public final class DbSchedulerBackgroundWork implements BackgroundWork, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DbSchedulerBackgroundWork.class);
  private static final TaskDescriptor<String> NOTICE =
      TaskDescriptor.of("notice-mail", String.class);
  private static final String HOUSEKEEPING = "housekeeping";
  private static final TaskInstanceId HOUSEKEEPING_RUN =
      TaskInstanceId.of(HOUSEKEEPING, RecurringTask.INSTANCE);
  private static final Duration HOUSEKEEPING_PAUSE = Duration.ofMinutes(10);
  private static final String FORCE_SIGN_INS = "force-sign-ins";
  private static final TaskInstanceId FORCE_SIGN_INS_RUN =
      TaskInstanceId.of(FORCE_SIGN_INS, RecurringTask.INSTANCE);

  private static final String REMOTE_REVOCATIONS = "remote-revocations";
  private static final TaskInstanceId REMOTE_REVOCATIONS_RUN =
      TaskInstanceId.of(REMOTE_REVOCATIONS, RecurringTask.INSTANCE);
  private static final Duration REMOTE_REVOCATIONS_PAUSE = Duration.ofSeconds(5);

  // for what was recorded just when a run had looked for the last time
  private static final Duration FORCE_SIGN_INS_PAUSE = Duration.ofSeconds(5);
  private static final String SECURITY_EVENTS = "security-events";
  private static final TaskInstanceId SECURITY_EVENTS_RUN =
      TaskInstanceId.of(SECURITY_EVENTS, RecurringTask.INSTANCE);

  // nobody wakes it: whoever did would hold its row until the change of a password commits
  private static final Duration SECURITY_EVENTS_PAUSE = Duration.ofSeconds(1);

  // a replica that misses four heartbeats, a third of the lease, counts as dead
  private static final int HEARTBEATS_MISSED = 4;
  private static final int HEARTBEATS_OF_A_LEASE = 3 * HEARTBEATS_MISSED;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private final InstantSource clock;
  private final Backoff backoff;
  private final Scheduler scheduler;
  private final TransactionSynchronizationRegistry transactions;

  /// Work that `performer` does, when it is time by `clock`: the same one for all replicas, or what
  /// one of them puts off is not due for the others.
  public DbSchedulerBackgroundWork(
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock,
      OutboxSettings settings,
      Performer performer) {
    this.clock = clock;
    this.backoff = settings.doublingUpTo(Duration.ofMinutes(5));
    this.transactions = transactions;
    OneTimeTask<String> notice =
        Tasks.oneTime(NOTICE)
            .onFailure(this::later)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(performer, notice(instance.getData())));
    RecurringTask<Void> housekeeping =
        Tasks.recurring(HOUSEKEEPING, FixedDelay.of(HOUSEKEEPING_PAUSE))
            .defaultPriority(Priority.HIGH)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(performer, new Task.Housekeeping()));
    RecurringTask<Void> forceSignIns =
        Tasks.recurring(FORCE_SIGN_INS, FixedDelay.of(FORCE_SIGN_INS_PAUSE))
            .defaultPriority(Priority.HIGH)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(performer, new Task.ForceSignIns()));
    RecurringTask<Void> remoteRevocations =
        Tasks.recurring(REMOTE_REVOCATIONS, FixedDelay.of(REMOTE_REVOCATIONS_PAUSE))
            .defaultPriority(Priority.HIGH)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(performer, new Task.RemoteRevocations()));
    RecurringTask<Void> securityEvents =
        Tasks.recurring(SECURITY_EVENTS, FixedDelay.of(SECURITY_EVENTS_PAUSE))
            .defaultPriority(Priority.HIGH)
            .onDeadExecution(this::revive)
            .execute((instance, context) -> perform(performer, new Task.SecurityEvents()));
    // notices wait for a mail server, and may be very many: nothing else waits behind their queue,
    // only until one of those under way is given up
    this.scheduler =
        Scheduler.create(dataSource, notice)
            .startTasks(housekeeping, forceSignIns, remoteRevocations, securityEvents)
            .clock(clock::instant)
            .serializer(new Utf8())
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

  /// Begins to look for work.
  public void start() {
    scheduler.start();
  }

  /// Takes no more work, and lets what runs end, while the caller does other things.
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

  /// Waits until what runs has ended, but not for long.
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
      case Task.Housekeeping() -> scheduler.reschedule(HOUSEKEEPING_RUN, clock.instant());
      case Task.ForceSignIns() -> wake(FORCE_SIGN_INS_RUN);
      case Task.RemoteRevocations() -> wake(REMOTE_REVOCATIONS_RUN);

      case Task.SecurityEvents() -> wake(SECURITY_EVENTS_RUN);
    }
    wakeAfterCommit();
  }

  // A notice of before changes had names goes out without a link.
  private static Task.NoticeMail notice(String data) {
    String[] parts = data.split(" ");
    return new Task.NoticeMail(
        new CustomerId(parts[1]),
        Instant.parse(parts[0]),
        parts.length == 2 ? 0 : Long.parseLong(parts[2]));
  }

  // one that runs looks for more before it ends, and comes round soon in any case
  private void wake(TaskInstanceId run) {
    try {
      scheduler.reschedule(run, clock.instant());
    } catch (TaskInstanceException runsOrNotYetThere) {
      LOG.debug("Not woken", runsOrNotYetThere);
    }
  }

  private void perform(Performer performer, Task task) {
    Progress progress;
    try {
      progress = performer.perform(task, stopping::get);
    } catch (TemporarilyUnavailable outage) {
      LOG.warnf("%s is tried again: %s", task.getClass().getSimpleName(), outage.getMessage());
      progress = Progress.AGAIN;
    } catch (RuntimeException failure) {
      LOG.errorf(failure, "%s failed and is tried again", task.getClass().getSimpleName());
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

  /// How db-scheduler is told that a task is to be tried again.
  private static final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RetryLater() {
      super("to be tried again", null, false, false);
    }
  }

  /// Task data as text that a person can read in the table. A task that comes round by itself has
  /// none.
  private static final class Utf8 implements Serializer {
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
