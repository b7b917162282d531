package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An administrator reads what happened to a customer.
public final class ReadAuditTrail {
  private final Customers customers;
  private final AuditTrail audit;

  public ReadAuditTrail(Customers customers, AuditTrail audit) {
    this.customers = customers;
    this.audit = audit;
  }

  /// A page of events, newest first, before the one called `before`; nothing where there is no such
  /// customer.
  public Optional<List<AuditTrail.Stored>> read(
      CustomerId customer, @Nullable Long before, int most) {
    return customers.knownOrFound(customer).map(known -> audit.page(known.id(), before, most));
  }
}
