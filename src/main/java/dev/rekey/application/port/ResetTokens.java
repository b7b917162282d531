package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.ResetLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The mailed links, by the digests of their tokens.
public interface ResetTokens {
  /// Stores links that are about to be mailed, each to live for `lifetime` from now. Answers those
  /// that were stored: a customer who changed, was disabled or erased meanwhile gets none.
  Set<Digest> store(List<NewLink> links, Duration lifetime);

  /// The link of this token, with the customer as it is now.
  Optional<Found> find(Digest token);

  /// Takes the link of this token, once and for all: true for exactly one of any number of callers,
  /// and only while it is unexpired and the customer is at `linkVersion`. The caller holds the
  /// customer's lock.
  boolean take(Digest token, long linkVersion);

  /// Counts an attempt with this token that was refused. True for the first `most` of them.
  boolean countRefusal(Digest token, int most);

  /// A link to be mailed.
  ///
  /// @param token the digest of its token
  /// @param customer whose password it sets
  /// @param linkVersion the version of the customer that it counts for
  record NewLink(Digest token, CustomerId customer, long linkVersion) {}

  /// A link, its customer, and the time at the store.
  record Found(ResetLink link, Customer customer, Instant now) {
    /// What the link is good for. A disabled customer's link is good for nothing until the account
    /// is active again.
    public ResetLink.State state() {
      ResetLink.State state = link.state(customer.linkVersion(), now);
      return state == ResetLink.State.USABLE && !customer.active() ? ResetLink.State.USED : state;
    }
  }
}
