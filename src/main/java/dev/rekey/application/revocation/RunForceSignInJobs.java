package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.revocation.ForceSignInJobs.Running;
import dev.rekey.application.port.revocation.ForceSignInJobs.Step;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Runs the force sign-in jobs, a few customers in each step.
///
/// A step is one unit of work: it revokes the customers' tokens and advances the job. A crash never
/// processes a customer twice, skips one or corrupts the counts. Every job locks customers in the
/// order of their ids, which prevents deadlocks.
public final class RunForceSignInJobs {
  /// Customers in a step. A sign-in of one of them waits some milliseconds for the whole step. With
  /// fewer customers most of the work would be commits.
  static final int CUSTOMERS_AT_ONCE = 10;

  /// Maximum number of customers that one counting statement reads.
  static final int COUNTED_AT_ONCE = 1_000;

  /// Steps of a job before the next job runs.
  private static final int STEPS_OF_A_TURN = 20;

  private static final int MAX_JOBS = 100;

  /// Attempts to revoke the tokens of one customer before it counts as failed.
  private static final int MAX_ATTEMPTS = 3;

  private final ForceSignInJobs jobs;
  private final ForceSignInLookup lookup;
  private final Customers customers;
  private final Revocations revocations;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final Sleeper sleeper;
  private final Duration pause;

  /// @param pause the delay after each step, which leaves the database to other work
  public RunForceSignInJobs(
      ForceSignInJobs jobs,
      ForceSignInLookup lookup,
      Customers customers,
      Revocations revocations,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Sleeper sleeper,
      Duration pause) {
    this.jobs = jobs;
    this.customers = customers;
    this.lookup = lookup;
    this.revocations = revocations;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.sleeper = sleeper;
    this.pause = pause;
  }

  /// Runs all jobs in turns until they are finished or `stopping` is true. Throws the first failure
  /// after everything else is done.
  public BackgroundWork.Progress perform(BooleanSupplier stopping) {
    List<RuntimeException> failures = new ArrayList<>();
    while (true) {
      List<UUID> unfinished = unitOfWork.run(() -> jobs.unfinished(MAX_JOBS));
      boolean moved = false;
      for (UUID job : unfinished) {
        try {
          turn(job, failures, stopping);
          moved = true;
        } catch (RuntimeException failure) {
          note(failure, failures);
        }
        if (stopping.getAsBoolean()) {
          return BackgroundWork.Progress.AGAIN;
        }
      }
      if (!moved) {
        if (!failures.isEmpty()) {
          throw failures.getFirst();
        }
        return BackgroundWork.Progress.ENDED;
      }
    }
  }

  // only the first failure is kept: a long outage has many
  private static void note(RuntimeException failure, List<RuntimeException> failures) {
    if (failures.isEmpty()) {
      failures.add(failure);
    }
  }

  private void turn(UUID job, List<RuntimeException> failures, BooleanSupplier stopping) {
    boolean more = true;
    for (int i = 0; i < STEPS_OF_A_TURN && more && !stopping.getAsBoolean(); i++) {
      more = step(job, failures);
      if (more) {
        sleeper.sleep(pause);
      }
    }
  }

  private boolean step(UUID job, List<RuntimeException> failures) {
    if (lookup.lookUp(job, CUSTOMERS_AT_ONCE, failure -> note(failure, failures))) {
      return true;
    }
    try {
      return unitOfWork.run(() -> step(job, CUSTOMERS_AT_ONCE));
    } catch (TemporarilyUnavailable outage) {
      requireAvailable(job, outage);
      note(outage, failures);
    } catch (RuntimeException failure) {
      note(failure, failures);
    }
    boolean more = true;
    for (int i = 0; i < CUSTOMERS_AT_ONCE && more; i++) {
      more = one(job);
    }
    return more;
  }

  // one customer that fails must not stop the others
  private boolean one(UUID job) {
    for (int attempt = 1; ; attempt++) {
      try {
        return unitOfWork.run(() -> step(job, 1));
      } catch (TemporarilyUnavailable outage) {
        requireAvailable(job, outage);
        if (attempt == MAX_ATTEMPTS) {
          return unitOfWork.run(() -> skip(job));
        }
      } catch (RuntimeException failure) {
        return unitOfWork.run(() -> skip(job));
      }
    }
  }

  // A timeout for one customer looks like an outage. It is none if the job can be read.
  private void requireAvailable(UUID job, TemporarilyUnavailable outage) {
    try {
      unitOfWork.run(() -> jobs.lock(job));
    } catch (TemporarilyUnavailable still) {
      still.addSuppressed(outage);
      throw still;
    }
  }

  private boolean step(UUID id, int most) {
    Running job = jobs.lock(id).orElse(null);
    if (job == null) {
      return false;
    }
    if (!job.counted()) {
      jobs.count(id, COUNTED_AT_ONCE);
    }
    List<CustomerId> next = jobs.next(job, most);
    List<CustomerId> failed = new ArrayList<>();
    long processed = 0;
    long revoked = 0;
    for (CustomerId one : next) {
      Customer customer = customers.lock(one).filter(known -> isMeant(job, known)).orElse(null);
      if (customer != null) {
        revoked += revocations.revoke(customer, job.origin()).revokedTokens();
        processed++;
      } else if (job.store() == null) {
        failed.add(one);
      }
    }
    boolean end = next.size() < most;
    jobs.advance(
        id, new Step(next.isEmpty() ? null : next.getLast(), processed, revoked, failed, end));
    return !end;
  }

  // the customer may have moved to another store since the job read it
  private static boolean isMeant(Running job, Customer customer) {
    return job.store() == null || job.store().equals(customer.store());
  }

  private boolean skip(UUID id) {
    Running job = jobs.lock(id).orElse(null);
    if (job == null) {
      return false;
    }
    List<CustomerId> next = jobs.next(job, 1);
    next.forEach(
        one -> audit.record(AuditEvent.failed(AuditEvent.Type.TOKENS_REVOKED, one, job.origin())));
    jobs.advance(id, new Step(next.isEmpty() ? null : next.getLast(), 0, 0, next, next.isEmpty()));
    return !next.isEmpty();
  }
}
