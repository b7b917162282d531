package dev.rekey.application.signin;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.revocation.OAuthToken;

/// Ends the current sign-in of a customer.
public final class SignOut {
  private final OAuthTokens oauthTokens;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public SignOut(OAuthTokens oauthTokens, AuditTrail audit, UnitOfWork unitOfWork) {
    this.oauthTokens = oauthTokens;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Revokes `token`, which is a sign-in.
  public Outcome signOut(OAuthToken token, Actor actor) {
    if (!token.isSignIn()) {
      return new Outcome.NotASignIn();
    }
    return unitOfWork.run(() -> {
      if (oauthTokens.revoke(token.id())) {
        audit.record(AuditEvent.of(AuditEvent.Type.SIGNED_OUT, token.customer(), actor));
      }
      return new Outcome.SignedOut();
    });
  }

  /// The result of a sign-out.
  public sealed interface Outcome {
    /// The sign-in has ended.
    record SignedOut() implements Outcome {}

    /// The token belongs to an integration, which cannot end a sign-in.
    record NotASignIn() implements Outcome {}
  }
}
