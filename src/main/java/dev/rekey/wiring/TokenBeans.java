package dev.rekey.wiring;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.application.signin.AuthenticateToken;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The use case that authenticates a bearer token of this service.
class TokenBeans {
  @Produces
  @Singleton
  AuthenticateToken authenticateToken(OAuthTokens oauthTokens, TokenUsage uses) {
    return new AuthenticateToken(oauthTokens, uses);
  }
}
