package dev.rekey;

import dev.rekey.application.UseToken;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.TokenUses;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The use case that authenticates a bearer token of this service.
class TokensWiring {
  @Produces
  @Singleton
  UseToken useToken(OAuthTokens oauthTokens, TokenUses uses) {
    return new UseToken(oauthTokens, uses);
  }
}
