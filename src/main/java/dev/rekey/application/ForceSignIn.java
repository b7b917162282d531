package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.List;

/// An administrator ends everything that a customer is signed in with, so that the next step is a
/// fresh sign-in (OWASP ASVS 5.0, 7.4.5).
public final class ForceSignIn {
  private final Customers customers;
  private final Revocations revocations;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ForceSignIn(
      Customers customers, Revocations revocations, AuditTrail audit, UnitOfWork unitOfWork) {
    this.customers = customers;
    this.revocations = revocations;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Revokes every token of `customer`. Idempotent for a customer that was ever given one.
  public Outcome force(CustomerId customer, Origin administrator) {
    LookUp.beforeRevocation(customers, revocations, customer);
    Outcome outcome =
        unitOfWork.run(() ->
            customers
                .lock(customer)
                .map(locked -> force(locked, administrator))
                .orElseGet(Outcome.UnknownCustomer::new));
    return outcome instanceof Outcome.Revoked(TokenRevocation revocation, List<String> _)
        ? new Outcome.Revoked(revocation, revocations.tellElsewhere(customer))
        : outcome;
  }

  /// Whether there may be anything to end: a standard account may be signed in at another token
  /// store all the same.
  public boolean appliesTo(Customer customer) {
    return customer.hasOAuthTokens() || revocations.isAnywhereElse();
  }

  private Outcome force(Customer customer, Origin administrator) {
    if (!appliesTo(customer)) {
      audit.record(AuditEvent.failed(AuditEvent.Type.TOKENS_REVOKED, customer.id(), administrator));
      return new Outcome.NoOAuthTokens();
    }
    return new Outcome.Revoked(revocations.revokeAll(customer, administrator), List.of());
  }

  /// What became of it.
  public sealed interface Outcome {
    /// Nothing that was issued before counts any more.
    ///
    /// @param pending the other token stores that have not agreed yet; they are told until they do
    record Revoked(TokenRevocation revocation, List<String> pending) implements Outcome {
      public Revoked {
        pending = List.copyOf(pending);
      }
    }

    /// A standard account: it was never given a token, so there is nothing to revoke.
    record NoOAuthTokens() implements Outcome {}

    /// There is no such customer.
    record UnknownCustomer() implements Outcome {}
  }
}
