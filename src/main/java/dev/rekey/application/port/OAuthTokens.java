package dev.rekey.application.port;

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

  /// Ends the oldest of the customer's sign-ins that count, so that `keep` are left, and answers
  /// how many ended.
  int endOldestSignIns(CustomerId customer, int keep);

  /// Ends everything that the customer is signed in with and moves the horizon and the sign-in
  /// version, so that no sign-in that is under way yields a token that counts. The caller holds the
  /// customer's lock.
  ///
  /// @param survivor the one token that lives on; null where none does
  TokenRevocation revokeAll(CustomerId customer, @Nullable UUID survivor);

  /// A token to be stored.
  ///
  /// @param from where the call came from that it is given out for
  record NewToken(
      Digest digest,
      CustomerId customer,
      String client,
      @Nullable String scope,
      Duration lifetime,
      @Nullable ClientAddress from) {}

  /// A token that counts, and whom it speaks for.
  record Valid(OAuthToken token, Customer customer) {}

  /// A place in the list of a customer's tokens.
  record Position(Instant issuedAt, UUID id) {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// The place of a token.
    public static Position of(OAuthToken token) {
      return new Position(token.issuedAt(), token.id());
    }

    /// The place that [#text] names, or nothing where it names none.
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

    /// What a cursor holds.
    public String text() {
      return issuedAt + " " + id;
    }
  }
}
