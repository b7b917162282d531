package dev.rekey.application.port;

import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// What is to be done soon, by some replica, and surely. Work that is asked for within a unit of
/// work is durable with it.
public interface BackgroundWork {
  /// Asks for `task` to be done as soon as can be.
  void schedule(Task task);

  /// Something to do later.
  sealed interface Task {
    /// Tell a customer that the password changed.
    ///
    /// @param change the name of the change, by which it can be disputed
    record NoticeMail(CustomerId customer, Instant changedAt, long change) implements Task {}

    /// Remove what is past its time. It comes round by itself, on one replica at a time.
    record Housekeeping() implements Task {}

    /// Perform the force sign-ins of many that are recorded. It comes round by itself too, on one
    /// replica at a time: however many there are, what they take from everybody else stays the
    /// same.
    record ForceSignIns() implements Task {}

    /// Tell other token stores what they have still to be told. It comes round by itself too.
    record RemoteRevocations() implements Task {}

    /// Push the security events that wait to their receivers. It comes round by itself too, on one
    /// replica at a time, and nobody has to ask for it.
    record SecurityEvents() implements Task {}
  }

  /// Does a task.
  @FunctionalInterface
  interface Performer {
    /// Does `task`, or says that it has to be tried again after a pause.
    ///
    /// @param stopping whether a task that takes long has to leave off
    Progress perform(Task task, BooleanSupplier stopping);
  }

  /// How far a task came.
  enum Progress {
    ENDED,
    AGAIN
  }
}
