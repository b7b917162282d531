package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.signin.AuthenticateToken;
import dev.rekey.application.signin.SignOut;
import dev.rekey.domain.revocation.AccessToken;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The sign-in of a browser. The access token in the cookie is looked up on every request.
@Singleton
class StorefrontSessions {
  private final OAuthTokens oauthTokens;
  private final AuthenticateToken authenticateToken;
  private final SignOut signOut;

  StorefrontSessions(
      OAuthTokens oauthTokens, AuthenticateToken authenticateToken, SignOut signOut) {
    this.oauthTokens = oauthTokens;
    this.authenticateToken = authenticateToken;
    this.signOut = signOut;
  }

  /// The valid sign-in of a customer of this store. An integration's token in the cookie is not
  /// accepted.
  Optional<OAuthTokens.Valid> of(PageRequest pageRequest) {
    return pageRequest
        .session()
        .flatMap(token -> authenticateToken.use(token, pageRequest.visitor().address()))
        .filter(valid -> valid.token().isSignIn())
        .filter(valid -> valid.customer().store().equals(pageRequest.store().id()));
  }

  /// Removes the cookie of an invalid sign-in, and returns true if there was one. A valid sign-in
  /// at another store is kept.
  boolean forgetEnded(PageRequest pageRequest) {
    boolean ended = pageRequest.session().isPresent() && valid(pageRequest).isEmpty();
    if (ended) {
      pageRequest.signedOut();
    }
    return ended;
  }

  /// Starts a sign-in, and revokes the previous one of this browser (OWASP ASVS 5.0, 7.2.4).
  void begin(PageRequest pageRequest, AccessToken token) {
    end(pageRequest);
    pageRequest.signedIn(token);
  }

  /// Revokes the sign-in of this browser.
  void end(PageRequest pageRequest) {
    valid(pageRequest)
        .filter(valid -> valid.token().isSignIn())
        .ifPresent(valid -> signOut.signOut(valid.token(), pageRequest.visitor()));
    pageRequest.signedOut();
  }

  private Optional<OAuthTokens.Valid> valid(PageRequest pageRequest) {
    return pageRequest.session().flatMap(token -> oauthTokens.findValid(token.digest()));
  }
}
