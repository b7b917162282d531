package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;

/// The shop's own system erases a customer, with links and tokens.
public final class EraseCustomer {
  private final Customers customers;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public EraseCustomer(Customers customers, AuditTrail audit, UnitOfWork unitOfWork) {
    this.customers = customers;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Erases `customer`.
  public Outcome erase(CustomerId customer, Origin origin) {
    return unitOfWork.run(() -> {
      if (!customers.erase(customer)) {
        return new Outcome.UnknownCustomer();
      }
      audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_ERASED, customer, origin));
      return new Outcome.Erased();
    });
  }

  /// What became of it.
  public sealed interface Outcome {
    /// It is gone.
    record Erased() implements Outcome {}

    /// There is no such customer.
    record UnknownCustomer() implements Outcome {}
  }
}
