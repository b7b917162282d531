package dev.rekey.domain.reset;

import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a mailed link: whose it is, what it was made for, and how long it lives.
///
/// @param customer whose password it sets
/// @param linkVersion the version of the customer that it was made for
/// @param createdAt when its mail was written
/// @param expiresAt the first instant at which it no longer works
/// @param usedAt when it set a password
public record ResetLink(
    CustomerId customer,
    long linkVersion,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {

  /// What a link is good for.
  public enum State {
    USABLE,
    /// It was used, or the password or the e-mail changed since its mail was written.
    USED,
    EXPIRED
  }

  /// The state at `now` for a customer at `currentLinkVersion`. Used comes before expired: who
  /// clicks a link again should hear that it worked.
  public State state(long currentLinkVersion, Instant now) {
    if (usedAt != null || linkVersion != currentLinkVersion) {
      return State.USED;
    }
    return now.isBefore(expiresAt) ? State.USABLE : State.EXPIRED;
  }

  /// Whether enough of its life is left at `now` to be worth a mail: a tenth. A mail that waited
  /// longer is written anew, with a fresh token.
  public boolean worthMailing(Instant now) {
    return !now.isAfter(mailBefore());
  }

  /// The last instant at which a tenth of its life is left.
  public Instant mailBefore() {
    return expiresAt.minus(Duration.between(createdAt, expiresAt).dividedBy(10));
  }
}
