package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetRequest;

/// An administrator starts a reset for a customer. The mail goes to the customer; the administrator
/// never sees a password, a token or a link (OWASP ASVS 5.0, 6.4.6).
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

  /// Asks for a link to be mailed to `customer`, and waits until that is durable.
  public Outcome trigger(CustomerId customer, Origin administrator) {
    Customer found = customers.find(customer).orElse(null);
    if (found == null) {
      return new Outcome.UnknownCustomer();
    }
    if (found.email() == null) {
      audit.record(
          AuditEvent.failed(AuditEvent.Type.PASSWORD_RESET_REQUESTED, customer, administrator));
      return new Outcome.NoEmail();
    }
    Admission admission =
        intake
            .submit(
                new ResetRequest.ByAdministrator(customer, administrator),
                settings.current().limits())
            .toCompletableFuture()
            .join();
    // an admitted request becomes an event when its mail is tried; a refused one has no other trace
    if (admission instanceof Admission.Refused) {
      audit.record(
          AuditEvent.failed(AuditEvent.Type.PASSWORD_RESET_REQUESTED, customer, administrator));
    }
    return new Outcome.Decided(admission);
  }

  /// What became of it.
  public sealed interface Outcome {
    /// What the limits said.
    record Decided(Admission admission) implements Outcome {}

    /// The customer has no e-mail address, so that no link can be mailed.
    record NoEmail() implements Outcome {}

    /// There is no such customer.
    record UnknownCustomer() implements Outcome {}
  }
}
