package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.Optional;

/// Which changes of passwords can still be disputed, and the mailed links to do that with, by the
/// digests of their tokens.
///
/// A link counts for one change. It dies when a later change shows that the account is in its
/// owner's hands again, and lives on when one does not: else a thief would change the password a
/// second time to kill the link of the first.
public interface PasswordDisputes {
  /// Notes that the password or what stands in its place is about to change in this unit of work,
  /// once, and answers the name of that change. The caller holds the customer's lock.
  ///
  /// @param settling whether all earlier changes are beyond dispute by this one
  long changing(CustomerId customer, boolean settling);

  /// Stores a link that is about to be mailed, to live for `lifetime` from now. False where that
  /// change can't be disputed any more.
  boolean store(Digest token, CustomerId customer, long change, Duration lifetime);

  /// The link of this token.
  Optional<Found> find(Digest token);

  /// Takes the link of this token, once and for all: true for exactly one of any number of callers,
  /// and only while it is usable. The caller holds the customer's lock.
  boolean take(Digest token);

  /// Counts an attempt with this token that was refused. True for the first `most` of them.
  boolean countRefusal(Digest token, int most);

  /// A link, whose it is, and what it is good for.
  record Found(CustomerId customer, State state) {}

  /// What a link is good for.
  enum State {
    USABLE,
    /// It was used, or the account is in its owner's hands since, or has another e-mail address.
    USED,
    EXPIRED
  }
}
