package dev.rekey.application.port.password;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.Optional;

/// Stores which password changes can be disputed, and the mailed links by the digests of their
/// tokens.
///
/// A link is for one change. A later change that proves access to the mailbox invalidates it.
/// Another later change does not: an attacker could change the password a second time to invalidate
/// the link of the first change.
public interface PasswordDisputes {
  /// Records that the password changes or is removed in this unit of work and returns the id of the
  /// change. The caller holds the customer's lock.
  ///
  /// @param settling whether this change makes all earlier changes indisputable
  long changing(CustomerId customer, boolean settling);

  /// Stores a link that expires after `lifetime`. Returns false if the change cannot be disputed
  /// any more.
  boolean store(Digest token, CustomerId customer, long change, Duration lifetime);

  /// Finds the link of this token.
  Optional<Found> find(Digest token);

  /// Consumes the link of this token. Returns true for exactly one of any number of callers, and
  /// only while the link is usable. The caller holds the customer's lock.
  boolean consume(Digest token);

  /// Counts a rejected attempt with this token. Returns true for the first `most` attempts.
  boolean countRefusal(Digest token, int most);

  /// A link with its customer and state.
  record Found(CustomerId customer, State state) {}

  /// The state of a link.
  enum State {
    USABLE,
    /// The link was used, or a later change settled the dispute, or the email address changed.
    USED,
    EXPIRED
  }
}
