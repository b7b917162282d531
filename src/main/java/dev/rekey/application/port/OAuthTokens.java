package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The access tokens, by their digests.
public interface OAuthTokens {
  /// Stores a token for a customer that is still at `signInVersion`; nothing where it is not, since
  /// the customer was told to sign in afresh meanwhile.
  Optional<OAuthToken> issue(NewToken token, long signInVersion);

  /// The token and its customer, where it counts at this moment: not expired, not revoked, issued
  /// since the horizon, of an active customer.
  Optional<Valid> findValid(Digest token);

  /// The token of this digest, whether it counts or not.
  Optional<OAuthToken> find(Digest token);

  /// A page of the customer's tokens, newest first, after `after`.
  List<OAuthToken> page(CustomerId customer, @Nullable Position after, int most);

  /// The customer's token of this id.
  Optional<OAuthToken> find(CustomerId customer, UUID id);

  /// Ends one token. False where it had ended before.
  boolean revoke(UUID id);

  /// Ends everything that the customer is signed in with and moves the horizon and the sign-in
  /// version, so that no sign-in that is under way yields a token that counts. The caller holds the
  /// customer's lock.
  ///
  /// @param survivor the one token that lives on; null where none does
  TokenRevocation revokeAll(CustomerId customer, @Nullable UUID survivor);

  /// A token to be stored.
  record NewToken(
      Digest digest,
      CustomerId customer,
      String client,
      @Nullable String scope,
      Duration lifetime) {}

  /// A token that counts, and whom it speaks for.
  record Valid(OAuthToken token, Customer customer) {}

  /// A place in the list of a customer's tokens.
  record Position(Instant issuedAt, UUID id) {}
}
