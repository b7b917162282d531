package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordViolation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates or replaces a customer for the shop's own system. Idempotent.
public final class PutCustomer {
  private final CustomerRegistry registry;
  private final Customers customers;
  private final Credentials credentials;
  private final NewPasswords passwords;
  private final AuditTrail audit;

  public PutCustomer(
      CustomerRegistry registry,
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
      AuditTrail audit) {
    this.registry = registry;
    this.customers = customers;
    this.credentials = credentials;
    this.passwords = passwords;
    this.audit = audit;
  }

  /// Stores `profile` under `id`.
  ///
  /// @param password null keeps the current password, all sign-ins and all mailed links
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
    return passwords.inUnit(
        id,
        () -> store(id, profile, wanted, origin),
        outcome -> wanted != null && outcome instanceof Outcome.Replaced);
  }

  private Outcome store(
      CustomerId id, CustomerProfile profile, Credentials.@Nullable Ready ready, Origin origin) {
    CustomerRegistry.Stored stored = registry.store(id, profile);
    switch (stored) {
      case EMAIL_TAKEN -> {
        return new Outcome.EmailTaken();
      }
      case CREATED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_CREATED, id, origin));
      case REPLACED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_UPDATED, id, origin));
    }
    Customer customer = customers.lock(id).orElseThrow();
    if (ready != null) {
      if (stored == CustomerRegistry.Stored.CREATED) {
        passwords.setFirst(customer, ready, origin);
      } else {
        passwords.change(customer, ready, origin, AuditEvent.Means.PROVISIONING, null);
      }
      customer = customers.find(id).orElseThrow();
    }
    return stored == CustomerRegistry.Stored.CREATED
        ? new Outcome.Created(customer)
        : new Outcome.Replaced(customer);
  }

  /// The result of storing a customer.
  public sealed interface Outcome {
    /// The customer is new.
    record Created(Customer customer) implements Outcome {}

    /// The customer existed and now has this profile.
    record Replaced(Customer customer) implements Outcome {}

    /// Another customer of the store has the email address; nothing changed.
    record EmailTaken() implements Outcome {}

    /// The password violates these rules; nothing changed.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}
  }
}
