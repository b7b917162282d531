package dev.rekey.application;

import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.revocation.AccessToken;
import java.util.Optional;

/// Whom a bearer token speaks for.
public final class Authenticate {
  private final OAuthTokens oauthTokens;

  public Authenticate(OAuthTokens oauthTokens) {
    this.oauthTokens = oauthTokens;
  }

  /// The token and its customer, or nothing where it does not count at this moment.
  public Optional<OAuthTokens.Valid> authenticate(AccessToken token) {
    return oauthTokens.findValid(token.digest());
  }
}
