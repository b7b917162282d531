package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.Customers.Position;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.ForceSignInJobs.Running;
import dev.rekey.application.port.ForceSignInJobs.Step;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.IdentityBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Performs the force sign-ins of many that were started, few customers at a time.
///
/// A step is one unit of work: the customers' tokens end and the job moves on together, so that
/// whatever is killed in between neither repeats nor skips nor miscounts anybody. Customers are
/// locked in the order of their ids, so that two jobs never wait for each other in a circle.
public final class PerformForceSignIns {
  /// Whoever signs in to one of these accounts waits for the others of the step: some milliseconds.
  /// Fewer, and most of the work would be commits.
  static final int CUSTOMERS_AT_ONCE = 10;

  /// Counting is far ahead of the rest, and one statement of it reads no more than this.
  static final int COUNTED_AT_ONCE = 1_000;

  /// Whom an identity provider keeps is looked up in pages.
  static final int LOOKED_UP_AT_ONCE = 150;

  /// A job that is long lets the others have their turn after so many steps.
  private static final int STEPS_OF_A_TURN = 20;

  private static final int JOBS_IN_SIGHT = 100;

  /// How often ending one customer's sign-ins may take longer than the store allows for.
  private static final int TRIES = 3;

  private final ForceSignInJobs jobs;
  private final Customers customers;
  private final IdentityBackend accounts;
  private final Revocations revocations;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final Duration rest;

  /// @param rest how long the store is left to others after each step
  public PerformForceSignIns(
      ForceSignInJobs jobs,
      Customers customers,
      IdentityBackend accounts,
      Revocations revocations,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Duration rest) {
    this.jobs = jobs;
    this.customers = customers;
    this.accounts = accounts;
    this.revocations = revocations;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.rest = rest;
  }

  /// Performs all that is there, job by job in turns, until there is no more or `stopping` says so.
  /// What went wrong on the way is thrown at the end, when everything else is done.
  public BackgroundWork.Progress perform(BooleanSupplier stopping) {
    Failures failures = new Failures();
    while (true) {
      List<UUID> unfinished = unitOfWork.run(() -> jobs.unfinished(JOBS_IN_SIGHT));
      boolean moved = false;
      for (UUID job : unfinished) {
        try {
          turn(job, failures, stopping);
          moved = true;
        } catch (RuntimeException ofThisJob) {
          failures.note(ofThisJob);
        }
        if (stopping.getAsBoolean()) {
          return BackgroundWork.Progress.AGAIN;
        }
      }
      if (!moved) {
        failures.throwFirst();
        return BackgroundWork.Progress.ENDED;
      }
    }
  }

  private void turn(UUID job, Failures failures, BooleanSupplier stopping) {
    boolean goesOn = true;
    for (int i = 0; i < STEPS_OF_A_TURN && goesOn && !stopping.getAsBoolean(); i++) {
      goesOn = step(job, failures);
      if (goesOn) {
        // whoever signs in meanwhile shares processors and disks with the job
        Pause.of(rest);
      }
    }
  }

  private boolean step(UUID job, Failures failures) {
    switch (accounts) {
      case BUILT_IN -> {}
      case KEYCLOAK -> {
        if (lookUp(job, failures)) {
          return true;
        }
      }
    }
    try {
      return unitOfWork.run(() -> step(job, CUSTOMERS_AT_ONCE));
    } catch (TemporarilyUnavailable outage) {
      checkStore(job, outage);
      failures.note(outage);
    } catch (RuntimeException ofOneOfThem) {
      failures.note(ofOneOfThem);
    }
    boolean goesOn = true;
    for (int i = 0; i < CUSTOMERS_AT_ONCE && goesOn; i++) {
      goesOn = one(job);
    }
    return goesOn;
  }

  // Nobody is skipped because nobody here has heard of them: all customers of a store, or the next
  // ones of a list, have a row before they are walked. Where nobody can be asked the job waits. It
  // answers whether there are more to look up first.
  private boolean lookUp(UUID id, Failures failures) {
    Running job = unitOfWork.run(() -> jobs.lock(id)).orElse(null);
    if (job == null) {
      return false;
    }
    if (job.store() == null) {
      for (CustomerId one : unitOfWork.run(() -> jobs.next(job, CUSTOMERS_AT_ONCE))) {
        lookUp(one, failures);
      }
      return false;
    }
    if (job.lookUp().ended()) {
      return false;
    }
    Position before = job.lookUp().after();
    List<Customer> page = customers.page(null, job.store(), before, LOOKED_UP_AT_ONCE);
    Position behind =
        page.size() < LOOKED_UP_AT_ONCE
            ? null
            : Position.behind(before, LOOKED_UP_AT_ONCE, page.getLast());
    return unitOfWork.run(() -> {
      boolean goesOn = jobs.lock(id).isPresent();
      if (goesOn) {
        jobs.lookedUp(id, behind);
      }
      return goesOn;
    });
  }

  private void lookUp(CustomerId id, Failures failures) {
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        boolean _ = customers.knownOrFound(id).isPresent();
        return;
      } catch (TemporarilyUnavailable outage) {
        checkAccounts(outage);
        failures.note(outage);
      } catch (RuntimeException ofThisOne) {
        failures.note(ofThisOne);
        return;
      }
    }
  }

  // what can't be answered about one looks like an outage: it is none where others are found
  private void checkAccounts(TemporarilyUnavailable outage) {
    try {
      boolean _ = customers.page(null, null, null, 1).isEmpty();
    } catch (TemporarilyUnavailable still) {
      still.addSuppressed(outage);
      throw still;
    }
  }

  // one customer whose sign-ins can't be ended keeps nobody else from being dealt with
  private boolean one(UUID job) {
    for (int tries = 1; ; tries++) {
      try {
        return unitOfWork.run(() -> step(job, 1));
      } catch (TemporarilyUnavailable outage) {
        checkStore(job, outage);
        if (tries == TRIES) {
          return unitOfWork.run(() -> pass(job));
        }
      } catch (RuntimeException ofThisOne) {
        return unitOfWork.run(() -> pass(job));
      }
    }
  }

  // what takes too long looks like an outage: it is none where the store answers about the job
  private void checkStore(UUID job, TemporarilyUnavailable outage) {
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
        revoked += revocations.revokeAll(customer, job.origin()).revokedTokens();
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

  // somebody may have left the store since it was read
  private static boolean isMeant(Running job, Customer customer) {
    return job.store() == null || job.store().equals(customer.store());
  }

  private boolean pass(UUID id) {
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

  /// What went wrong while the rest went on.
  private static final class Failures {
    private @Nullable RuntimeException first;

    void note(RuntimeException failure) {
      if (first == null) {
        first = failure;
      }
    }

    void throwFirst() {
      if (first != null) {
        throw first;
      }
    }
  }
}
