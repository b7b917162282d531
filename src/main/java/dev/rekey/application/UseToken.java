package dev.rekey.application;

import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.TokenUses;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.AccessToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A bearer token is shown for what it is good for: whom it speaks for, and the trace it leaves.
public final class UseToken {
  private final OAuthTokens oauthTokens;
  private final TokenUses uses;

  public UseToken(OAuthTokens oauthTokens, TokenUses uses) {
    this.oauthTokens = oauthTokens;
    this.uses = uses;
  }

  /// The token and its customer, or nothing where it does not count at this moment.
  ///
  /// @param from where the one is who shows it; null where a resource server asks, which alone
  ///   knows that
  public Optional<OAuthTokens.Valid> use(AccessToken token, @Nullable ClientAddress from) {
    Optional<OAuthTokens.Valid> valid = oauthTokens.findValid(token.digest());
    valid.ifPresent(one -> uses.used(one.token(), from));
    return valid;
  }
}
