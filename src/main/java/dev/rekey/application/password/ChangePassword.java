package dev.rekey.application.password;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.settings.ServiceSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes the password of a signed-in customer after a check of the current one (OWASP ASVS 5.0,
/// 6.2.3). The sign-in that makes the change stays valid; all others end.
public final class ChangePassword {
  private final OAuthTokens oauthTokens;
  private final Customers customers;
  private final Credentials credentials;
  private final SignInAttempts attempts;
  private final PasswordHashing hashing;
  private final RateLimiter rateLimiter;
  private final PasswordChanges passwords;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ChangePassword(
      OAuthTokens oauthTokens,
      Customers customers,
      Credentials credentials,
      SignInAttempts attempts,
      PasswordHashing hashing,
      RateLimiter rateLimiter,
      PasswordChanges passwords,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.oauthTokens = oauthTokens;
    this.customers = customers;
    this.credentials = credentials;
    this.attempts = attempts;
    this.hashing = hashing;
    this.rateLimiter = rateLimiter;
    this.passwords = passwords;
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Sets `replacement` as the password of the customer that signed in with `token`.
  ///
  /// @param device the caller's device token, which passes the pause of the email; null for none
  public Outcome change(
      AccessToken token,
      Password current,
      Password replacement,
      @Nullable DeviceToken device,
      Actor actor) {
    OAuthTokens.Valid valid = oauthTokens.findValid(token.digest()).orElse(null);
    if (valid == null) {
      return new Outcome.SignedOut();
    }
    if (!valid.token().isSignIn()) {
      return new Outcome.NotASignIn();
    }
    Customer customer = valid.customer();
    List<PasswordViolation> violations = passwords.violations(replacement, null, customer.email());
    if (replacement.equals(current)) {
      // each change mails a notice, also one that changes nothing
      violations.add(new PasswordViolation(PasswordRule.UNCHANGED));
    }
    if (!violations.isEmpty()) {
      // no audit event: the attempt is cheap and could flood the audit trail
      return new Outcome.Rejected(violations);
    }
    ServiceSettings now = settings.current();
    RateLimits failures = now.signInFailures(actor);
    RateLimits changes = now.passwordChanges(customer.id());
    return switch (rateLimiter.count(failures.and(changes))) {
      case RateLimitDecision.Limited limited -> new Outcome.Limited(limited);
      case RateLimitDecision.Allowed counted -> {
        Outcome outcome = new Outcome.SignedOut();
        boolean proven = true;
        try {
          proven = proves(customer, current, device, actor);
          outcome =
              proven ? replace(customer, token, valid, replacement, actor) : wrongCurrentPassword();
          yield outcome;
        } finally {
          if (proven) {
            rateLimiter.release(failures.keys(), counted.at());
          }
          if (!(outcome instanceof Outcome.Changed)) {
            rateLimiter.release(changes.keys(), counted.at());
          }
        }
      }
    };
  }

  private Outcome replace(
      Customer customer,
      AccessToken token,
      OAuthTokens.Valid valid,
      Password replacement,
      Actor actor) {
    Credentials.PreparedPassword preparedPassword = credentials.prepare(customer.id(), replacement);
    return passwords.inUnit(
        customer.id(),
        () -> {
          Customer locked = customers.lock(customer.id()).orElse(null);
          // a concurrent force sign-in or reset may have ended this sign-in or replaced the
          // password
          if (locked == null || oauthTokens.findValid(token.digest()).isEmpty()) {
            audit.record(notChanged(customer, actor));
            return new Outcome.SignedOut();
          }
          if (locked.signInVersion() != customer.signInVersion()) {
            audit.record(notChanged(customer, actor));
            return wrongCurrentPassword();
          }
          passwords.change(
              locked, preparedPassword, actor, AuditEvent.ChangeMethod.SIGN_IN, valid.token().id());
          return new Outcome.Changed();
        },
        outcome -> outcome instanceof Outcome.Changed);
  }

  private boolean proves(
      Customer customer, Password current, @Nullable DeviceToken device, Actor actor) {
    PasswordHashing.Compared<SignInAttempts.Attempt> compared =
        hashing.compare(
            actor.address(),
            current,
            () ->
                unitOfWork.run(() ->
                    attempts.attempt(
                        customer.store(),
                        customer.requireEmail().digest(),
                        settings.current().lockout(),
                        device == null ? null : device.digest())));
    SignInAttempts.Attempt attempt = compared.subject();
    boolean proven =
        compared.matches()
            && !attempt.locked()
            && attempt.account().filter(account -> account.id().equals(customer.id())).isPresent();
    if (!proven) {
      audit.record(AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, customer.id(), actor));
      if (attempt.lockedNow() && !compared.matches()) {
        audit.record(AuditEvent.of(AuditEvent.Type.LOCKED_OUT, customer.id(), actor));
      }
    }
    return proven;
  }

  private static AuditEvent notChanged(Customer customer, Actor actor) {
    return AuditEvent.passwordNotChanged(customer.id(), actor, AuditEvent.ChangeMethod.SIGN_IN);
  }

  private static Outcome wrongCurrentPassword() {
    return new Outcome.Rejected(List.of(new PasswordViolation(PasswordRule.CURRENT_PASSWORD)));
  }

  /// The result of a change.
  public sealed interface Outcome {
    /// The password is set, and this sign-in stays valid.
    record Changed() implements Outcome {}

    /// The current password is wrong, or the new one violates rules.
    record Rejected(List<PasswordViolation> violations) implements Outcome {}

    /// The client failed too often, or the customer changed the password too often.
    record Limited(RateLimitDecision.Limited decision) implements Outcome {}

    /// The token belongs to an integration, which cannot change the password.
    record NotASignIn() implements Outcome {}

    /// The token is not valid, or became invalid meanwhile.
    record SignedOut() implements Outcome {}
  }
}
