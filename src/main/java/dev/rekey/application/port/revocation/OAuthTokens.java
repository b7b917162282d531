package dev.rekey.application.port.revocation;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores access tokens by their digests.
public interface OAuthTokens {
  /// Stores a token for a customer that is still at `signInVersion`. Returns nothing if a force
  /// sign-in or a new password incremented the version meanwhile.
  Optional<OAuthToken> issue(NewToken token, long signInVersion);

  /// Finds a valid token and its customer: not expired, not revoked, issued since the horizon, and
  /// the customer is active.
  Optional<Valid> findValid(Digest token);

  /// Finds the token with this digest, valid or not.
  Optional<OAuthToken> find(Digest token);

  /// Returns a page of the customer's tokens after `after`, newest first.
  List<OAuthToken> page(CustomerId customer, @Nullable Position after, int most);

  /// Finds the customer's token with this id.
  Optional<OAuthToken> find(CustomerId customer, UUID id);

  /// Revokes one token. Returns false if it was revoked before.
  boolean revoke(UUID id);

  /// Revokes the oldest valid sign-ins of the customer so that `keep` are left. Returns the number
  /// of revoked sign-ins.
  int endOldestSignIns(CustomerId customer, int keep);

  /// Revokes all tokens of the customer and moves the horizon and the sign-in version, so that a
  /// sign-in in progress yields no valid token. The caller holds the customer's lock.
  ///
  /// @param survivor the token that stays valid; null for none
  TokenRevocation revokeAll(CustomerId customer, @Nullable UUID survivor);

  /// A token to store.
  ///
  /// @param from the client address of the call that issues it
  record NewToken(
      Digest digest,
      CustomerId customer,
      String client,
      @Nullable String scope,
      Duration lifetime,
      @Nullable ClientAddress from) {}

  /// A valid token and its customer.
  record Valid(OAuthToken token, Customer customer) {}

  /// A position in the list of a customer's tokens.
  record Position(Instant issuedAt, UUID id) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// The position of a token.
    public static Position of(OAuthToken token) {
      return new Position(token.issuedAt(), token.id());
    }

    /// Parses the result of [#text]. Returns nothing if `text` is no position.
    public static Optional<Position> parse(String text) {
      int space = text.indexOf(' ');
      if (space < 0) {
        return Optional.empty();
      }
      try {
        Instant issuedAt = Instant.parse(text.substring(0, space));
        UUID id = UUID.fromString(text.substring(space + 1));
        Position position = new Position(issuedAt, id);
        return issuedAt.isBefore(Instant.EPOCH)
                || issuedAt.isAfter(LATEST)
                || !position.text().endsWith(text.substring(space))
            ? Optional.empty()
            : Optional.of(position);
      } catch (DateTimeException | IllegalArgumentException notAPlace) {
        return Optional.empty();
      }
    }

    /// The content of a cursor.
    public String text() {
      return issuedAt + " " + id;
    }
  }
}
