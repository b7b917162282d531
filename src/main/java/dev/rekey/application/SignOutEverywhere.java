package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.EnumSet;

/// A customer ends everything that the account is signed in with, this sign-in too (OWASP ASVS 5.0,
/// 7.5.2).
public final class SignOutEverywhere {
  private final OAuthTokens oauthTokens;
  private final Customers customers;
  private final AuditTrail audit;
  private final SecurityEvents securityEvents;
  private final UnitOfWork unitOfWork;

  public SignOutEverywhere(
      OAuthTokens oauthTokens,
      Customers customers,
      AuditTrail audit,
      SecurityEvents securityEvents,
      UnitOfWork unitOfWork) {
    this.oauthTokens = oauthTokens;
    this.customers = customers;
    this.audit = audit;
    this.securityEvents = securityEvents;
    this.unitOfWork = unitOfWork;
  }

  /// Revokes every token of the customer whose sign-in `token` is.
  public Outcome signOut(AccessToken token, Origin origin) {
    OAuthTokens.Valid valid = oauthTokens.findValid(token.digest()).orElse(null);
    if (valid == null) {
      return new Outcome.SignedOut();
    }
    if (!valid.token().isSignIn()) {
      return new Outcome.NotASignIn();
    }
    return unitOfWork.run(() ->
        customers
            .lock(valid.customer().id())
            // somebody else may have ended this sign-in while its lock was waited for
            .filter(_ -> oauthTokens.findValid(token.digest()).isPresent())
            .map(locked -> revoke(locked, origin))
            .orElseGet(Outcome.SignedOut::new));
  }

  private Outcome revoke(Customer customer, Origin origin) {
    TokenRevocation revocation = oauthTokens.revokeAll(customer.id(), null);
    audit.record(
        AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED, customer.id(), origin)
            .counting(revocation.revokedTokens()));
    securityEvents.queue(customer.id(), origin, EnumSet.of(SecurityEvents.Type.SESSION_REVOKED));
    return new Outcome.Revoked(revocation);
  }

  /// What became of it.
  public sealed interface Outcome {
    /// Nothing that was issued before counts any more.
    record Revoked(TokenRevocation revocation) implements Outcome {}

    /// The token is an integration's, which can't end sign-ins.
    record NotASignIn() implements Outcome {}

    /// The token does not count, or stopped counting meanwhile.
    record SignedOut() implements Outcome {}
  }
}
