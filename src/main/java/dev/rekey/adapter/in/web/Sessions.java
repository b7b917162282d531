package dev.rekey.adapter.in.web;

import dev.rekey.application.SignOut;
import dev.rekey.application.UseToken;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.revocation.AccessToken;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The sign-in of a browser: the access token in its cookie, looked up anew for every call.
@Singleton
class Sessions {
  private final OAuthTokens oauthTokens;
  private final UseToken useToken;
  private final SignOut signOut;

  Sessions(OAuthTokens oauthTokens, UseToken useToken, SignOut signOut) {
    this.oauthTokens = oauthTokens;
    this.useToken = useToken;
    this.signOut = signOut;
  }

  /// The sign-in that counts at this moment for a customer of this store. An integration's token is
  /// none, whoever put it into the cookie.
  Optional<OAuthTokens.Valid> of(Visit visit) {
    return visit
        .session()
        .flatMap(token -> useToken.use(token, visit.visitor().address()))
        .filter(valid -> valid.token().isSignIn())
        .filter(valid -> valid.customer().store().equals(visit.store().id()));
  }

  /// Lets the browser forget a sign-in that counts no more, and answers whether there was one. One
  /// that counts at another store stays.
  boolean forgetEnded(Visit visit) {
    boolean ended = visit.session().isPresent() && valid(visit).isEmpty();
    if (ended) {
      visit.signedOut();
    }
    return ended;
  }

  /// Begins a sign-in. The one that this browser had until now ends (OWASP ASVS 5.0, 7.2.4).
  void begin(Visit visit, AccessToken token) {
    end(visit);
    visit.signedIn(token);
  }

  /// Ends the sign-in of this browser.
  void end(Visit visit) {
    valid(visit)
        .filter(valid -> valid.token().isSignIn())
        .ifPresent(valid -> signOut.signOut(valid.token(), visit.visitor()));
    visit.signedOut();
  }

  private Optional<OAuthTokens.Valid> valid(Visit visit) {
    return visit.session().flatMap(token -> oauthTokens.findValid(token.digest()));
  }
}
