package dev.rekey.application.port;

import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;

/// What is to be done soon, by some replica, and surely. Work that is asked for within a unit of
/// work is durable with it.
public interface BackgroundWork {
  /// Asks for `task` to be done as soon as can be.
  void schedule(Task task);

  /// Something to do later.
  sealed interface Task {
    /// Tell a customer that the password changed.
    record NoticeMail(CustomerId customer, Instant changedAt) implements Task {}

    /// Remove what is past its time. It comes round by itself, on one replica at a time.
    record Housekeeping() implements Task {}
  }

  /// Does a task.
  @FunctionalInterface
  interface Performer {
    /// Does `task`, or says that it has to be tried again after a pause.
    Progress perform(Task task);
  }

  /// How far a task came.
  enum Progress {
    ENDED,
    AGAIN
  }
}
