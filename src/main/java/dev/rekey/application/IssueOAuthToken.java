package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An integration is given an access token for a customer.
public final class IssueOAuthToken {
  private final Customers customers;
  private final OAuthTokens oauthTokens;
  private final TokenSource tokenSource;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public IssueOAuthToken(
      Customers customers,
      OAuthTokens oauthTokens,
      TokenSource tokenSource,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
    this.tokenSource = tokenSource;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Gives `client` a token for `customer`.
  ///
  /// @param scope what it may be used for; null where that is not said
  public Outcome issue(
      CustomerId customer,
      String client,
      @Nullable String scope,
      Duration lifetime,
      Origin administrator) {
    AccessToken token = new AccessToken(tokenSource.next());
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

  /// What became of it.
  public sealed interface Outcome {
    /// The token is shown this once.
    record Issued(OAuthToken token, AccessToken secret) implements Outcome {}

    /// There is no such customer.
    record UnknownCustomer() implements Outcome {}
  }
}
