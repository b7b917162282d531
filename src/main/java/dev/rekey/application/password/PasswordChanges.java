package dev.rekey.application.password;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes passwords for every use case: checks the rules, stores the password and revokes what it
/// has to revoke.
public final class PasswordChanges {
  private final Credentials credentials;
  private final SignInAttempts attempts;
  private final CompromisedPasswords compromised;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final BackgroundWork background;
  private final Revocations revocations;
  private final PasswordDisputes disputes;
  private final UnitOfWork unitOfWork;

  public PasswordChanges(
      Credentials credentials,
      SignInAttempts attempts,
      CompromisedPasswords compromised,
      SettingsStore settings,
      AuditTrail audit,
      BackgroundWork background,
      Revocations revocations,
      PasswordDisputes disputes,
      UnitOfWork unitOfWork) {
    this.credentials = credentials;
    this.attempts = attempts;
    this.compromised = compromised;
    this.settings = settings;
    this.audit = audit;
    this.background = background;
    this.revocations = revocations;
    this.disputes = disputes;
    this.unitOfWork = unitOfWork;
  }

  /// Lists the rules that `password` violates for the customer with `email`.
  ///
  /// @param confirmation the second entry; null if the caller compared them itself
  /// @param email null if the customer has none
  public List<PasswordViolation> violations(
      Password password, @Nullable Password confirmation, @Nullable EmailAddress email) {
    PasswordPolicy policy = settings.current().passwordPolicy();
    List<PasswordViolation> broken = policy.violations(password, email);
    if (confirmation != null && !confirmation.equals(password)) {
      broken.add(new PasswordViolation(PasswordRule.CONFIRMATION));
    }
    // a password that violates another rule is not worth a look-up
    if (broken.isEmpty() && policy.rejectCompromised() && compromised.contains(password)) {
      broken.add(new PasswordViolation(PasswordRule.COMPROMISED));
    }
    return broken;
  }

  /// Runs `work` as one unit of work that may change or remove the password of `id`. Notifies the
  /// remote authorization servers afterwards if the result satisfies `changed`.
  public <T> T inUnit(CustomerId id, Supplier<T> work, Predicate<T> changed) {
    T result = credentials.serialized(id, () -> unitOfWork.run(work));
    if (changed.test(result)) {
      List<String> _ = revocations.propagate(id);
    }
    return result;
  }

  /// Stores the password of a locked customer, within the caller's unit of work. Invalidates mailed
  /// links, clears sign-in failures, revokes all tokens, and queues the audit event, the notice
  /// mail and the security events.
  ///
  /// @param survivor the sign-in that stays valid; null for none
  public void change(
      Customer customer,
      Credentials.PreparedPassword password,
      Actor actor,
      AuditEvent.ChangeMethod changeMethod,
      @Nullable UUID survivor) {
    // A caller with a sign-in and the password is the customer or an attacker, so earlier changes
    // stay disputable. Access to the mailbox, or the shop's own system, settles them.
    long change = disputes.changing(customer.id(), changeMethod != AuditEvent.ChangeMethod.SIGN_IN);
    EmailAddress email = customer.email();
    if (email != null) {
      attempts.clearFailures(customer.store(), email.digest());
    }
    TokenRevocation revocation =
        revocations.revokeForNewPassword(customer, actor, changeMethod, survivor);
    background.schedule(
        new BackgroundWork.Task.NoticeMail(customer.id(), revocation.validFrom(), change));
    credentials.replace(customer.id(), password);
  }

  /// Stores the password of a new customer. It has no tokens to revoke and needs no notice mail.
  public void setFirst(Customer customer, Credentials.PreparedPassword password, Actor actor) {
    audit.record(
        AuditEvent.passwordChanged(customer.id(), actor, AuditEvent.ChangeMethod.PROVISIONING));
    credentials.replace(customer.id(), password);
  }
}
