package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
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
  public Outcome erase(CustomerId customer, Origin origin) {
    return unitOfWork.run(() -> {
      if (!registry.erase(customer)) {
        return new Outcome.UnknownCustomer();
      }
      audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_ERASED, customer, origin));
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
