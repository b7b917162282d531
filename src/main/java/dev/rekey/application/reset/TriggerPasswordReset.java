package dev.rekey.application.reset;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetRequest;

/// Requests a reset link for a customer on behalf of an administrator. The mail goes to the
/// customer. The administrator never sees a password, a token or a link (OWASP ASVS 5.0, 6.4.6).
public final class TriggerPasswordReset {
  private final Customers customers;
  private final ResetIntake intake;
  private final SettingsStore settings;
  private final AuditTrail audit;

  public TriggerPasswordReset(
      Customers customers, ResetIntake intake, SettingsStore settings, AuditTrail audit) {
    this.customers = customers;
    this.intake = intake;
    this.settings = settings;
    this.audit = audit;
  }

  /// Requests a link for `customer` and waits until the request is durable.
  public Outcome trigger(CustomerId customer, Actor administrator) {
    Customer found = customers.find(customer).orElse(null);
    if (found == null) {
      return new Outcome.UnknownCustomer();
    }
    if (found.email() == null) {
      audit.record(
          AuditEvent.failed(AuditEvent.Type.PASSWORD_RESET_REQUESTED, customer, administrator));
      return new Outcome.NoEmail();
    }
    RateLimitDecision rateLimitDecision =
        intake
            .submit(
                new ResetRequest.ByAdministrator(customer, administrator),
                settings.current().limits())
            .toCompletableFuture()
            .join();
    // an allowed request is audited with its mail; a rejected one leaves no other trace
    if (rateLimitDecision instanceof RateLimitDecision.Limited) {
      audit.record(
          AuditEvent.failed(AuditEvent.Type.PASSWORD_RESET_REQUESTED, customer, administrator));
    }
    return new Outcome.Decided(rateLimitDecision);
  }

  /// The result of a request.
  public sealed interface Outcome {
    /// The decision of the rate limits.
    record Decided(RateLimitDecision admission) implements Outcome {}

    /// The customer has no email address.
    record NoEmail() implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
