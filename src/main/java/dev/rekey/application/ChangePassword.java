package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordHashing;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.revocation.AccessToken;
import java.util.List;

/// A signed-in customer changes the password, and proves to know the current one (OWASP ASVS 5.0,
/// 6.2.3). The sign-in that makes the change lives on; all others end.
public final class ChangePassword {
  private final OAuthTokens oauthTokens;
  private final Customers customers;
  private final Credentials credentials;
  private final PasswordHashing hashing;
  private final NewPasswords passwords;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ChangePassword(
      OAuthTokens oauthTokens,
      Customers customers,
      Credentials credentials,
      PasswordHashing hashing,
      NewPasswords passwords,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.oauthTokens = oauthTokens;
    this.customers = customers;
    this.credentials = credentials;
    this.hashing = hashing;
    this.passwords = passwords;
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Sets `replacement` for the customer whose sign-in `token` is.
  public Outcome change(AccessToken token, Password current, Password replacement, Origin origin) {
    OAuthTokens.Valid valid = oauthTokens.findValid(token.digest()).orElse(null);
    if (valid == null) {
      return new Outcome.SignedOut();
    }
    if (!valid.token().isSignIn()) {
      return new Outcome.NotASignIn();
    }
    Customer customer = valid.customer();
    List<PasswordViolation> violations = passwords.violations(replacement, null, customer.email());
    if (!violations.isEmpty()) {
      // no event: this costs the caller nothing, and would let anybody fill the trail
      return new Outcome.Rejected(violations);
    }
    if (!proves(customer, current, origin)) {
      return wrongCurrentPassword();
    }
    Credentials.Ready ready = credentials.ready(customer.id(), replacement);
    Outcome outcome =
        unitOfWork.run(() -> {
          Customer locked = customers.lock(customer.id()).orElse(null);
          // a force sign-in or a reset may have ended this sign-in, and a reset the password that
          // was compared, while the hashes were made
          if (locked == null || oauthTokens.findValid(token.digest()).isEmpty()) {
            audit.record(notChanged(customer, origin));
            return new Outcome.SignedOut();
          }
          if (locked.signInVersion() != customer.signInVersion()) {
            audit.record(notChanged(customer, origin));
            return wrongCurrentPassword();
          }
          passwords.change(locked, ready, origin, AuditEvent.Means.SIGN_IN, valid.token().id());
          return new Outcome.Changed();
        });
    if (outcome instanceof Outcome.Changed) {
      passwords.tellElsewhere(customer.id());
    }
    return outcome;
  }

  private boolean proves(Customer customer, Password current, Origin origin) {
    PasswordHashing.Compared<Credentials.Attempt> compared =
        hashing.compare(
            current,
            () ->
                unitOfWork.run(() ->
                    credentials.attempt(
                        customer.store(),
                        customer.mailbox().digest(),
                        settings.current().lockout())));
    Credentials.Attempt attempt = compared.subject();
    boolean proven =
        compared.matches()
            && !attempt.locked()
            && attempt.account().filter(who -> who.id().equals(customer.id())).isPresent();
    if (!proven) {
      audit.record(AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, customer.id(), origin));
      if (attempt.lockedNow() && !compared.matches()) {
        audit.record(AuditEvent.of(AuditEvent.Type.LOCKED_OUT, customer.id(), origin));
      }
    }
    return proven;
  }

  private static AuditEvent notChanged(Customer customer, Origin origin) {
    return AuditEvent.passwordNotChanged(customer.id(), origin, AuditEvent.Means.SIGN_IN);
  }

  private static Outcome wrongCurrentPassword() {
    return new Outcome.Rejected(List.of(new PasswordViolation(PasswordRule.CURRENT_PASSWORD)));
  }

  /// What became of it.
  public sealed interface Outcome {
    /// The password is set, and this sign-in lives on.
    record Changed() implements Outcome {}

    /// The current password is wrong, or the new one breaks rules.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}

    /// The token is an integration's, which can't change the password.
    record NotASignIn() implements Outcome {}

    /// The token does not count, or stopped counting meanwhile.
    record SignedOut() implements Outcome {}
  }
}
