package dev.rekey.application.signin;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.AccessToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Authenticates a bearer token and records its use.
public final class AuthenticateToken {
  private final OAuthTokens oauthTokens;
  private final TokenUsage uses;

  public AuthenticateToken(OAuthTokens oauthTokens, TokenUsage uses) {
    this.oauthTokens = oauthTokens;
    this.uses = uses;
  }

  /// Returns the token and its customer, or nothing if the token is not valid.
  ///
  /// @param from the client address; null if a resource server asks, which does not pass it on
  public Optional<OAuthTokens.Valid> use(AccessToken token, @Nullable ClientAddress from) {
    Optional<OAuthTokens.Valid> valid = oauthTokens.findValid(token.digest());
    valid.ifPresent(one -> uses.used(one.token(), from));
    return valid;
  }
}
