package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.List;

/// A customer ends everything that the account is signed in with, this sign-in too (OWASP ASVS 5.0,
/// 7.5.2).
public final class SignOutEverywhere {
  private final OAuthTokens oauthTokens;
  private final Customers customers;
  private final Revocations revocations;
  private final UnitOfWork unitOfWork;

  public SignOutEverywhere(
      OAuthTokens oauthTokens,
      Customers customers,
      Revocations revocations,
      UnitOfWork unitOfWork) {
    this.oauthTokens = oauthTokens;
    this.customers = customers;
    this.revocations = revocations;
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
    CustomerId customer = valid.customer().id();
    Outcome outcome =
        unitOfWork.run(() ->
            customers
                .lock(customer)
                // somebody else may have ended this sign-in while its lock was waited for
                .filter(_ -> oauthTokens.findValid(token.digest()).isPresent())
                .<Outcome>map(locked -> new Outcome.Revoked(revocations.revokeAll(locked, origin)))
                .orElseGet(Outcome.SignedOut::new));
    if (outcome instanceof Outcome.Revoked) {
      List<String> _ = revocations.tellElsewhere(customer);
    }
    return outcome;
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
