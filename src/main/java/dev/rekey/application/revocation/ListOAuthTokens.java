package dev.rekey.application.revocation;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the tokens of a customer without their secrets.
public final class ListOAuthTokens {
  private final Customers customers;
  private final OAuthTokens oauthTokens;

  public ListOAuthTokens(Customers customers, OAuthTokens oauthTokens) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
  }

  /// Returns a page of tokens after `after`, newest first, or nothing if the customer does not
  /// exist.
  public Optional<List<OAuthToken>> list(
      CustomerId customer, OAuthTokens.@Nullable Position after, int most) {
    return customers
        .findLocalOrRemote(customer)
        .map(known -> oauthTokens.page(known.id(), after, most));
  }
}
