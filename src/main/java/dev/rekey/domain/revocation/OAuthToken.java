package dev.rekey.domain.revocation;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of an access token.
///
/// @param id its name in lists; no secret
/// @param customer whom it speaks for
/// @param client who holds it
/// @param scope what it may be used for (RFC 6749, section 3.3), where that was said
/// @param issuedAt when it was given out
/// @param expiresAt the first instant at which it no longer counts
/// @param revokedAt when it was ended before that
/// @param traces from where it came, and when it was used
public record OAuthToken(
    UUID id,
    CustomerId customer,
    String client,
    @Nullable String scope,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    Traces traces) {

  /// The client of a customer's own sign-in.
  public static final String STOREFRONT = "storefront";

  /// How many sign-ins of one customer count at a time. Whoever knows a password could otherwise
  /// make so many that ending them takes longer than a statement may.
  public static final int MOST_SIGN_INS = 100;

  /// What a token leaves behind.
  ///
  /// @param issuedFrom where the call came from that it was given out for
  /// @param lastUsedAt when it was last used, to the minute
  /// @param lastUsedFrom where the last use came from whose origin is known: a resource server that
  ///   asks about a token does not say where its own caller is
  public record Traces(
      @Nullable ClientAddress issuedFrom,
      @Nullable Instant lastUsedAt,
      @Nullable ClientAddress lastUsedFrom) {
    /// Those of a token that was never used.
    public static Traces issuedFrom(@Nullable ClientAddress address) {
      return new Traces(address, null, null);
    }
  }

  /// Whether it stands for a sign-in of the customer: only such a token may change the password or
  /// end the sign-in.
  public boolean isSignIn() {
    return client.equals(STOREFRONT);
  }
}
