package dev.rekey.wiring;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.application.revocation.IssueOAuthToken;
import dev.rekey.application.revocation.ListOAuthTokens;
import dev.rekey.application.revocation.RevokeOAuthToken;
import dev.rekey.application.signin.AuthenticateToken;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Use cases that issue, authenticate, list and revoke the access tokens of this service.
class TokenBeans {
  @Produces
  @Singleton
  AuthenticateToken authenticateToken(OAuthTokens oauthTokens, TokenUsage uses) {
    return new AuthenticateToken(oauthTokens, uses);
  }

  @Produces
  @Singleton
  IssueOAuthToken issueOAuthToken(
      Customers customers,
      OAuthTokens oauthTokens,
      TokenGenerator tokenGenerator,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new IssueOAuthToken(customers, oauthTokens, tokenGenerator, audit, unitOfWork);
  }

  @Produces
  @Singleton
  ListOAuthTokens listOAuthTokens(Customers customers, OAuthTokens oauthTokens) {
    return new ListOAuthTokens(customers, oauthTokens);
  }

  @Produces
  @Singleton
  RevokeOAuthToken revokeOAuthToken(
      Customers customers, OAuthTokens oauthTokens, AuditTrail audit, UnitOfWork unitOfWork) {
    return new RevokeOAuthToken(customers, oauthTokens, audit, unitOfWork);
  }
}
