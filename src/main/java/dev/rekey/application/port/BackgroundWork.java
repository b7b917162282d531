package dev.rekey.application.port;

import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Runs durable tasks on any replica. A task scheduled within a unit of work commits with it.
public interface BackgroundWork {
  /// Schedules `task` to run as soon as possible.
  void schedule(Task task);

  /// A task to run later.
  sealed interface Task {
    /// Mails the notice of a password change.
    ///
    /// @param change the id of the change, by which it can be disputed
    record NoticeMail(CustomerId customer, Instant changedAt, long change) implements Task {}

    /// Purges expired data. A recurring task on one replica at a time.
    record Housekeeping() implements Task {}

    /// Runs the recorded force sign-in jobs. A recurring task on one replica at a time, so that the
    /// load does not grow with the number of jobs.
    record ForceSignIns() implements Task {}

    /// Propagates revocations to remote authorization servers. A recurring task.
    record RemoteRevocations() implements Task {}

    /// Pushes queued security events. A recurring task on one replica at a time that needs no
    /// scheduling.
    record SecurityEvents() implements Task {}
  }

  /// Performs tasks.
  @FunctionalInterface
  interface Performer {
    /// Performs `task`, or returns that it has to be retried after a delay.
    ///
    /// @param stopping turns true when a long task has to stop
    Progress perform(Task task, BooleanSupplier stopping);
  }

  /// The progress of a task.
  enum Progress {
    ENDED,
    AGAIN
  }
}
