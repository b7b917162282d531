package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Issues an access token for a customer to an integration.
public final class IssueOAuthToken {
  private final Customers customers;
  private final OAuthTokens oauthTokens;
  private final TokenGenerator tokenGenerator;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public IssueOAuthToken(
      Customers customers,
      OAuthTokens oauthTokens,
      TokenGenerator tokenGenerator,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
    this.tokenGenerator = tokenGenerator;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Issues a token for `customer` to `client`.
  ///
  /// @param scope the scope of the token; null for none
  public Outcome issue(
      CustomerId customer,
      String client,
      @Nullable String scope,
      Duration lifetime,
      Actor administrator) {
    AccessToken token = new AccessToken(tokenGenerator.next());
    OAuthTokens.NewToken wanted =
        new OAuthTokens.NewToken(
            token.digest(), customer, client, scope, lifetime, administrator.address());
    if (customers.find(customer).isEmpty()) {
      return new Outcome.UnknownCustomer();
    }
    return unitOfWork.run(() ->
        customers
            .lock(customer)
            .flatMap(locked -> oauthTokens.issue(wanted, locked.signInVersion()))
            .<Outcome>map(issued -> {
              audit.record(
                  AuditEvent.of(AuditEvent.Type.OAUTH_TOKEN_ISSUED, customer, administrator));
              return new Outcome.Issued(issued, token);
            })
            .orElseGet(Outcome.UnknownCustomer::new));
  }

  /// The result of issuing a token.
  public sealed interface Outcome {
    /// The token is returned only once.
    record Issued(OAuthToken token, AccessToken secret) implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
