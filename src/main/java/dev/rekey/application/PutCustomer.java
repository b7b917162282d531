package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shop's own system creates or replaces a customer. Idempotent.
public final class PutCustomer {
  private final Customers customers;
  private final Credentials credentials;
  private final NewPasswords passwords;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public PutCustomer(
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.credentials = credentials;
    this.passwords = passwords;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Stores `profile` under `id`.
  ///
  /// @param password null keeps the one that there is, ends no sign-in and kills no link
  public Outcome put(
      CustomerId id, CustomerProfile profile, @Nullable Password password, Origin origin) {
    Credentials.Ready ready = null;
    if (password != null) {
      List<PasswordViolation> violations = passwords.violations(password, null, profile.email());
      if (!violations.isEmpty()) {
        return new Outcome.Rejected(violations);
      }
      ready = credentials.ready(id, password);
    }
    Credentials.Ready wanted = ready;
    Outcome outcome = unitOfWork.run(() -> store(id, profile, wanted, origin));
    if (wanted != null && outcome instanceof Outcome.Replaced) {
      passwords.tellElsewhere(id);
    }
    return outcome;
  }

  private Outcome store(
      CustomerId id, CustomerProfile profile, Credentials.@Nullable Ready ready, Origin origin) {
    Customers.Stored stored = customers.store(id, profile);
    switch (stored) {
      case EMAIL_TAKEN -> {
        return new Outcome.EmailTaken();
      }
      case CREATED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_CREATED, id, origin));
      case REPLACED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_UPDATED, id, origin));
    }
    Customer customer = customers.lock(id).orElseThrow();
    if (ready != null) {
      if (stored == Customers.Stored.CREATED) {
        passwords.setFirst(customer, ready, origin);
      } else {
        passwords.change(customer, ready, origin, AuditEvent.Means.PROVISIONING, null);
      }
      customer = customers.find(id).orElseThrow();
    }
    return stored == Customers.Stored.CREATED
        ? new Outcome.Created(customer)
        : new Outcome.Replaced(customer);
  }

  /// What became of it.
  public sealed interface Outcome {
    /// There was none before.
    record Created(Customer customer) implements Outcome {}

    /// It is now as the profile says.
    record Replaced(Customer customer) implements Outcome {}

    /// Another customer of the store has the address; nothing changed.
    record EmailTaken() implements Outcome {}

    /// The password breaks these rules; nothing changed.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}
  }
}
