package dev.rekey.domain.reset;

import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The stored data of a mailed link.
///
/// @param customer the customer whose password it sets
/// @param linkVersion the link version of the customer for which it is valid
/// @param createdAt the instant of its mail
/// @param expiresAt the first instant at which it is expired
/// @param usedAt the instant at which it set a password; null if it is unused
public record ResetLink(
    CustomerId customer,
    long linkVersion,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {

  /// The state of a link.
  public enum State {
    USABLE,
    /// The link was used, or the password or the email changed since.
    USED,
    EXPIRED
  }

  /// The state at `now` for a customer at `currentLinkVersion`. `USED` takes precedence over
  /// `EXPIRED`, so that a second click reports the successful use.
  public State state(long currentLinkVersion, Instant now) {
    if (usedAt != null || linkVersion != currentLinkVersion) {
      return State.USED;
    }
    return now.isBefore(expiresAt) ? State.USABLE : State.EXPIRED;
  }

  /// Whether at least a tenth of the lifetime is left at `now`. Otherwise the mail is created again
  /// with a new token.
  public boolean worthMailing(Instant now) {
    return !now.isAfter(mailBefore());
  }

  /// The last instant at which a tenth of the lifetime is left.
  public Instant mailBefore() {
    return expiresAt.minus(Duration.between(createdAt, expiresAt).dividedBy(10));
  }
}
