package dev.rekey.application.port.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.ResetLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Stores the mailed links by the digests of their tokens.
public interface ResetTokens {
  /// Stores links that expire after `lifetime` and returns the digests that were stored. A customer
  /// that changed, was disabled or was erased meanwhile gets no link.
  Set<Digest> store(List<NewLink> links, Duration lifetime);

  /// Finds the link of this token with the current state of its customer.
  Optional<Found> find(Digest token);

  /// Consumes the link of this token. Returns true for exactly one of any number of callers, and
  /// only before its expiry and while the customer is at `linkVersion`. The caller holds the
  /// customer's lock.
  boolean consume(Digest token, long linkVersion);

  /// Counts a rejected attempt with this token. Returns true for the first `most` attempts.
  boolean countRefusal(Digest token, int most);

  /// A link to store.
  ///
  /// @param token the digest of its token
  /// @param customer the customer whose password it sets
  /// @param linkVersion the link version of the customer for which it is valid
  record NewLink(Digest token, CustomerId customer, long linkVersion) {}

  /// A link, its customer and the database's time.
  record Found(ResetLink link, Customer customer, Instant now) {
    /// The state of the link. A link of a disabled customer is not usable until the account is
    /// active again.
    public ResetLink.State state() {
      ResetLink.State state = link.state(customer.linkVersion(), now);
      return state == ResetLink.State.USABLE && !customer.active() ? ResetLink.State.USED : state;
    }
  }
}
