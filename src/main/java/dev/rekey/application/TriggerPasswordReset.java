package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetRequest;
import java.util.concurrent.CompletionStage;

/// An administrator starts a reset for a customer. The mail goes to the customer; the administrator
/// never sees a password, a token or a link (OWASP ASVS 5.0, 6.4.6).
public final class TriggerPasswordReset {
  private final Customers customers;
  private final ResetIntake intake;
  private final SettingsStore settings;

  public TriggerPasswordReset(Customers customers, ResetIntake intake, SettingsStore settings) {
    this.customers = customers;
    this.intake = intake;
    this.settings = settings;
  }

  /// Asks for a link to be mailed to `customer`.
  public Outcome trigger(CustomerId customer, Origin administrator) {
    if (customers.find(customer).isEmpty()) {
      return new Outcome.UnknownCustomer();
    }
    return new Outcome.Submitted(
        intake.submit(
            new ResetRequest.ByAdministrator(customer, administrator),
            settings.current().limits()));
  }

  /// What became of it.
  public sealed interface Outcome {
    /// The limits decide.
    record Submitted(CompletionStage<Admission> admission) implements Outcome {}

    /// There is no such customer.
    record UnknownCustomer() implements Outcome {}
  }
}
