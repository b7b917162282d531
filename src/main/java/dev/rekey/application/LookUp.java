package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.customer.CustomerId;

/// Who is about to be revoked is looked up first, outside the unit of work that locks them.
final class LookUp {
  private LookUp() {}

  /// Sees that a customer whom an identity provider keeps can be locked. While it can't be asked
  /// whoever has the id is taken for a customer, where any of it is elsewhere: that follows by
  /// itself.
  static void beforeRevocation(Customers customers, Revocations revocations, CustomerId id) {
    try {
      boolean _ = customers.knownOrFound(id).isPresent();
    } catch (TemporarilyUnavailable outage) {
      if (!revocations.isAnywhereElse() || !customers.presume(id)) {
        throw outage;
      }
    }
  }
}
