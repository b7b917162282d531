package dev.rekey.application.revocation;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.customer.Customers.Position;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.revocation.ForceSignInJobs.Running;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.IdentityBackend;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Looks up the customers of a force sign-in job at the identity provider before they are
/// processed. A customer without local data is not skipped. While the identity provider is
/// unavailable, the job waits.
public final class ForceSignInLookup {
  /// Page size of a look-up at an identity provider.
  static final int PAGE_SIZE = 150;

  private static final int MAX_ATTEMPTS = 3;

  private final ForceSignInJobs jobs;
  private final Customers customers;
  private final IdentityBackend accounts;
  private final UnitOfWork unitOfWork;

  public ForceSignInLookup(
      ForceSignInJobs jobs, Customers customers, IdentityBackend accounts, UnitOfWork unitOfWork) {
    this.jobs = jobs;
    this.customers = customers;
    this.accounts = accounts;
    this.unitOfWork = unitOfWork;
  }

  /// Looks up a page of a store's customers, or the next `atOnce` customers of a list. Returns
  /// whether more have to be looked up before the job may go on.
  ///
  /// @param failures receives what failed for single customers
  boolean lookUp(UUID id, int atOnce, Consumer<RuntimeException> failures) {
    return switch (accounts) {
      case BUILT_IN -> false;
      case KEYCLOAK ->
          unitOfWork
              .run(() -> jobs.lock(id))
              .filter(job -> lookUp(job, atOnce, failures))
              .isPresent();
    };
  }

  private boolean lookUp(Running job, int atOnce, Consumer<RuntimeException> failures) {
    if (job.store() == null) {
      unitOfWork.run(() -> jobs.next(job, atOnce)).forEach(one -> lookUp(one, failures));
      return false;
    }
    if (job.lookUp().ended()) {
      return false;
    }
    Position before = job.lookUp().after();
    List<Customer> page = customers.page(null, job.store(), before, PAGE_SIZE);
    Position behind =
        page.size() < PAGE_SIZE ? null : Position.behind(before, PAGE_SIZE, page.getLast());
    return unitOfWork.run(() -> {
      boolean unfinished = jobs.lock(job.id()).isPresent();
      if (unfinished) {
        jobs.lookedUp(job.id(), behind);
      }
      return unfinished;
    });
  }

  private void lookUp(CustomerId id, Consumer<RuntimeException> failures) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        boolean _ = customers.findLocalOrRemote(id).isPresent();
        return;
      } catch (TemporarilyUnavailable outage) {
        requireAvailable(outage);
        failures.accept(outage);
      } catch (RuntimeException failure) {
        failures.accept(failure);
        return;
      }
    }
  }

  // An error about one customer looks like an outage. It is none if other customers are found.
  private void requireAvailable(TemporarilyUnavailable outage) {
    try {
      boolean _ = customers.page(null, null, null, 1).isEmpty();
    } catch (TemporarilyUnavailable still) {
      still.addSuppressed(outage);
      throw still;
    }
  }
}
