package dev.rekey;

import dev.rekey.application.UseToken;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.TokenUses;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Where the use case is made that every bearer token of ours passes through.
class TokensWiring {
  @Produces
  @Singleton
  UseToken useToken(OAuthTokens oauthTokens, TokenUses uses) {
    return new UseToken(oauthTokens, uses);
  }
}
