package dev.rekey.application.revocation;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.List;

/// Revokes all tokens of a signed-in customer, the current sign-in included (OWASP ASVS 5.0,
/// 7.5.2).
public final class SignOutEverywhere {
  private final OAuthTokens oauthTokens;
  private final Revocations revocations;

  public SignOutEverywhere(OAuthTokens oauthTokens, Revocations revocations) {
    this.oauthTokens = oauthTokens;
    this.revocations = revocations;
  }

  /// Revokes every token of the customer that signed in with `token`.
  public Outcome signOut(AccessToken token, Actor actor) {
    OAuthTokens.Valid valid = oauthTokens.findValid(token.digest()).orElse(null);
    if (valid == null) {
      return new Outcome.SignedOut();
    }
    if (!valid.token().isSignIn()) {
      return new Outcome.NotASignIn();
    }
    // another call may have revoked the token before this one got the lock
    return switch (revocations.revoke(
        valid.customer().id(), actor, _ -> oauthTokens.findValid(token.digest()).isPresent())) {
      case Revocations.Outcome.Revoked(TokenRevocation tokens, List<String> _) ->
          new Outcome.Revoked(tokens);
      case Revocations.Outcome.ConditionFailed _ -> new Outcome.SignedOut();
      case Revocations.Outcome.UnknownCustomer _ -> new Outcome.SignedOut();
    };
  }

  /// The result of signing out everywhere.
  public sealed interface Outcome {
    /// No token that was issued before is valid any more.
    record Revoked(TokenRevocation revocation) implements Outcome {}

    /// The token belongs to an integration, which cannot end sign-ins.
    record NotASignIn() implements Outcome {}

    /// The token is not valid, or became invalid meanwhile.
    record SignedOut() implements Outcome {}
  }
}
