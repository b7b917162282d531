package dev.rekey.application.customer;

import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.domain.Actor;
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
  private final PasswordChanges passwords;
  private final Revocations revocations;
  private final AuditTrail audit;

  public PutCustomer(
      CustomerRegistry registry,
      Customers customers,
      Credentials credentials,
      PasswordChanges passwords,
      Revocations revocations,
      AuditTrail audit) {
    this.registry = registry;
    this.customers = customers;
    this.credentials = credentials;
    this.passwords = passwords;
    this.revocations = revocations;
    this.audit = audit;
  }

  /// Stores `profile` under `id`. Disabling a customer revokes all tokens and links, so that none
  /// of them is valid again when the customer is enabled.
  ///
  /// @param password null keeps the current password and, if the customer is not disabled, all
  ///   sign-ins and all mailed links
  public Outcome put(
      CustomerId id, CustomerProfile profile, @Nullable Password password, Actor actor) {
    Credentials.PreparedPassword preparedPassword = null;
    if (password != null) {
      List<PasswordViolation> violations = passwords.violations(password, null, profile.email());
      if (!violations.isEmpty()) {
        return new Outcome.Rejected(violations);
      }
      preparedPassword = credentials.prepare(id, password);
    }
    Credentials.PreparedPassword wanted = preparedPassword;
    return passwords.inUnit(
        id,
        () -> store(id, profile, wanted, actor),
        outcome ->
            outcome instanceof Outcome.Replaced(Customer replaced)
                && (wanted != null || !replaced.active()));
  }

  private Outcome store(
      CustomerId id,
      CustomerProfile profile,
      Credentials.@Nullable PreparedPassword preparedPassword,
      Actor actor) {
    boolean wasActive = customers.lock(id).filter(Customer::active).isPresent();
    CustomerRegistry.Stored stored = registry.store(id, profile);
    switch (stored) {
      case EMAIL_TAKEN -> {
        return new Outcome.EmailTaken();
      }
      case CREATED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_CREATED, id, actor));
      case REPLACED -> audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_UPDATED, id, actor));
    }
    Customer customer = customers.lock(id).orElseThrow();
    if (preparedPassword != null) {
      if (stored == CustomerRegistry.Stored.CREATED) {
        passwords.setFirst(customer, preparedPassword, actor);
      } else {
        passwords.change(
            customer, preparedPassword, actor, AuditEvent.ChangeMethod.PROVISIONING, null);
      }
      customer = customers.find(id).orElseThrow();
    } else if (wasActive && !customer.active()) {
      revocations.revoke(customer, actor);
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
