package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An administrator sees which tokens a customer has, without their secrets.
public final class ListOAuthTokens {
  private final Customers customers;
  private final OAuthTokens oauthTokens;

  public ListOAuthTokens(Customers customers, OAuthTokens oauthTokens) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
  }

  /// A page of tokens, newest first, after `after`; nothing where there is no such customer.
  public Optional<List<OAuthToken>> list(
      CustomerId customer, OAuthTokens.@Nullable Position after, int most) {
    return customers.knownOrFound(customer).map(known -> oauthTokens.page(known.id(), after, most));
  }
}
