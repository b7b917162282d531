package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.CompromisedPasswords;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What every change of a password has in common, whichever way it came: the rules before it, and
/// all that goes with it.
public final class NewPasswords {
  private final Credentials credentials;
  private final OAuthTokens oauthTokens;
  private final CompromisedPasswords compromised;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final SecurityEvents securityEvents;
  private final BackgroundWork background;
  private final RevokeElsewhere elsewhere;
  private final PasswordDisputes disputes;

  public NewPasswords(
      Credentials credentials,
      OAuthTokens oauthTokens,
      CompromisedPasswords compromised,
      SettingsStore settings,
      AuditTrail audit,
      SecurityEvents securityEvents,
      BackgroundWork background,
      RevokeElsewhere elsewhere,
      PasswordDisputes disputes) {
    this.credentials = credentials;
    this.oauthTokens = oauthTokens;
    this.compromised = compromised;
    this.settings = settings;
    this.audit = audit;
    this.securityEvents = securityEvents;
    this.background = background;
    this.elsewhere = elsewhere;
    this.disputes = disputes;
  }

  /// Every rule that `password` breaks for the customer with `email`.
  ///
  /// @param confirmation the second entry; null where the caller compared them itself
  /// @param email null where the customer has none
  List<PasswordViolation> violations(
      Password password, @Nullable Password confirmation, @Nullable EmailAddress email) {
    PasswordPolicy policy = settings.current().passwordPolicy();
    List<PasswordViolation> broken = policy.violations(password, email);
    if (confirmation != null && !confirmation.equals(password)) {
      broken.add(new PasswordViolation(PasswordRule.CONFIRMATION));
    }
    // a password that is refused for its length is not worth a look-up
    if (broken.isEmpty() && policy.rejectCompromised() && compromised.contains(password)) {
      broken.add(new PasswordViolation(PasswordRule.COMPROMISED));
    }
    return broken;
  }

  /// Stores the password and all that goes with it, within the caller's unit of work and under the
  /// customer's lock: mailed links die, failures are forgotten, tokens and sign-ins are revoked,
  /// the horizon moves, and the audit event, the notice mail and the security events are queued.
  ///
  /// @param survivor the sign-in that lives on; null where none does
  TokenRevocation change(
      Customer customer,
      Credentials.Ready password,
      Origin origin,
      AuditEvent.Means means,
      @Nullable UUID survivor) {
    // whoever has a sign-in and the password is the customer or the thief; whoever reads the mail,
    // or the shop itself, decides who it was before
    long change = disputes.changing(customer.id(), means != AuditEvent.Means.SIGN_IN);
    EmailAddress email = customer.email();
    if (email != null) {
      credentials.clearFailures(customer.store(), email.digest());
    }
    TokenRevocation revocation = oauthTokens.revokeAll(customer.id(), survivor);
    audit.record(
        AuditEvent.passwordChanged(customer.id(), origin, means)
            .counting(revocation.revokedTokens()));
    securityEvents.queue(customer.id(), origin, EnumSet.allOf(SecurityEvents.Type.class));
    elsewhere.record(customer.id(), origin);
    background.schedule(
        new BackgroundWork.Task.NoticeMail(customer.id(), revocation.validFrom(), change));
    credentials.replace(customer.id(), password);
    return revocation;
  }

  /// Tells other token stores of a change at once, after the unit of work.
  void tellElsewhere(CustomerId customer) {
    List<String> _ = elsewhere.tell(customer);
  }

  /// Stores the password that a customer is created with: nothing was signed in before, and nobody
  /// has to be warned.
  void setFirst(Customer customer, Credentials.Ready password, Origin origin) {
    audit.record(AuditEvent.passwordChanged(customer.id(), origin, AuditEvent.Means.PROVISIONING));
    credentials.replace(customer.id(), password);
  }
}
