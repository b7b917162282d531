package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.signin.AuthenticateToken;
import dev.rekey.application.signin.SignOut;
import dev.rekey.domain.revocation.AccessToken;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The sign-in of a browser: the access token in its cookie, looked up anew for every call.
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

  /// The sign-in that counts at this moment for a customer of this store. An integration's token is
  /// none, whoever put it into the cookie.
  Optional<OAuthTokens.Valid> of(PageRequest pageRequest) {
    return pageRequest
        .session()
        .flatMap(token -> authenticateToken.use(token, pageRequest.visitor().address()))
        .filter(valid -> valid.token().isSignIn())
        .filter(valid -> valid.customer().store().equals(pageRequest.store().id()));
  }

  /// Lets the browser forget a sign-in that counts no more, and answers whether there was one. One
  /// that counts at another store stays.
  boolean forgetEnded(PageRequest pageRequest) {
    boolean ended = pageRequest.session().isPresent() && valid(pageRequest).isEmpty();
    if (ended) {
      pageRequest.signedOut();
    }
    return ended;
  }

  /// Begins a sign-in. The one that this browser had until now ends (OWASP ASVS 5.0, 7.2.4).
  void begin(PageRequest pageRequest, AccessToken token) {
    end(pageRequest);
    pageRequest.signedIn(token);
  }

  /// Ends the sign-in of this browser.
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
