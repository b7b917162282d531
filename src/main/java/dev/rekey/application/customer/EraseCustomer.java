package dev.rekey.application.customer;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;

/// Erases a customer with links and tokens for the shop's own system.
public final class EraseCustomer {
  private final CustomerRegistry registry;
  private final Revocations revocations;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public EraseCustomer(
      CustomerRegistry registry, Revocations revocations, AuditTrail audit, UnitOfWork unitOfWork) {
    this.registry = registry;
    this.revocations = revocations;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Erases `customer`. Before that it revokes all tokens, so that remote authorization servers and
  /// receivers of security events hear of it. A server that does not answer now is not notified
  /// again: what identifies the customer is erased.
  public Outcome erase(CustomerId customer, Actor actor) {
    if (revocations.revoke(customer, actor, _ -> true)
        instanceof Revocations.Outcome.UnknownCustomer) {
      return new Outcome.UnknownCustomer();
    }
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
