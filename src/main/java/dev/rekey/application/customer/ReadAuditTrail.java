package dev.rekey.application.customer;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the audit trail of a customer.
public final class ReadAuditTrail {
  private final Customers customers;
  private final AuditTrail audit;

  public ReadAuditTrail(Customers customers, AuditTrail audit) {
    this.customers = customers;
    this.audit = audit;
  }

  /// Returns a page of events before the event `before`, newest first, or nothing if the customer
  /// does not exist.
  public Optional<List<AuditTrail.Stored>> read(
      CustomerId customer, @Nullable Long before, int most) {
    return customers.findLocalOrRemote(customer).map(known -> audit.page(known.id(), before, most));
  }
}
