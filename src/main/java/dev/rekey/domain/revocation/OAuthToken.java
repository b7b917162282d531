package dev.rekey.domain.revocation;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The stored data of an access token.
///
/// @param id its public id
/// @param customer the customer for which it acts
/// @param client the client that holds it
/// @param scope its scope (RFC 6749, section 3.3); null for none
/// @param issuedAt the instant of issue
/// @param expiresAt the first instant at which it is expired
/// @param revokedAt the instant of revocation; null if it is not revoked
/// @param usage its origin and last use
public record OAuthToken(
    UUID id,
    CustomerId customer,
    String client,
    @Nullable String scope,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    Usage usage) {

  /// The client of a customer's own sign-in.
  public static final String STOREFRONT = "storefront";

  /// Maximum number of valid sign-ins of one customer. It bounds the time of the statement that
  /// revokes them.
  public static final int MAX_SIGN_INS = 100;

  /// The origin and the last use of a token.
  ///
  /// @param issuedFrom the client address of the call that issued it
  /// @param lastUsedAt the last use, with a resolution of one minute
  /// @param lastUsedFrom the client address of the last use with a known one; introspection by a
  ///   resource server has none
  public record Usage(
      @Nullable ClientAddress issuedFrom,
      @Nullable Instant lastUsedAt,
      @Nullable ClientAddress lastUsedFrom) {
    /// The data of a token that was never used.
    public static Usage issuedFrom(@Nullable ClientAddress address) {
      return new Usage(address, null, null);
    }
  }

  /// Whether the token is a sign-in of the customer. Only such a token may change the password or
  /// end the sign-in.
  public boolean isSignIn() {
    return client.equals(STOREFRONT);
  }
}
