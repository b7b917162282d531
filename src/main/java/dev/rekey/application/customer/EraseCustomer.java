package dev.rekey.application.customer;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;

/// Erases a customer with links and tokens for the shop's own system.
public final class EraseCustomer {
  private final CustomerRegistry registry;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public EraseCustomer(CustomerRegistry registry, AuditTrail audit, UnitOfWork unitOfWork) {
    this.registry = registry;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Erases `customer`.
  public Outcome erase(CustomerId customer, Actor actor) {
    return unitOfWork.run(() -> {
      if (!registry.erase(customer)) {
        return new Outcome.UnknownCustomer();
      }
      audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_ERASED, customer, actor));
      return new Outcome.Erased();
    });
  }

  /// The result of erasing.
  public sealed interface Outcome {
    /// The customer is erased.
    record Erased() implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
