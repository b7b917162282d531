package dev.rekey.domain.customer;

import dev.rekey.domain.KebabCase;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An account that can sign in.
///
/// @param id the adopter's own id
/// @param store the one store that it belongs to
/// @param email where its mail goes; null where its identity provider knows none
/// @param name how mails greet it, where the shop knows
/// @param locale the language of its mails
/// @param status whether it may sign in
/// @param hasPassword whether a password was ever set
/// @param linkVersion moves when the password or the e-mail changes; a reset token counts only for
///   the version it was made for
/// @param signInVersion moves when the password changes and on force sign-in; an access token
///   counts only for the version it was issued under
/// @param hasOAuthTokens whether it was ever given an access token; a standard account was not
/// @param tokensValidFrom the revocation horizon: no token issued before it counts
/// @param lockedUntil when sign-in opens again after too many failures
/// @param createdAt when it was provisioned
/// @param updatedAt when it was last changed
public record Customer(
    CustomerId id,
    StoreId store,
    @Nullable EmailAddress email,
    @Nullable String name,
    Locale locale,
    Status status,
    boolean hasPassword,
    long linkVersion,
    long signInVersion,
    boolean hasOAuthTokens,
    @Nullable Instant tokensValidFrom,
    @Nullable Instant lockedUntil,
    Instant createdAt,
    Instant updatedAt) {

  /// Whether an account may be used.
  public enum Status implements KebabCase {
    ACTIVE,
    DISABLED
  }

  /// Where its mail goes, of one that is known to have an address.
  public EmailAddress mailbox() {
    return Objects.requireNonNull(email, "A customer without an e-mail address");
  }

  /// Whether it may sign in, use its tokens and be mailed a link.
  public boolean active() {
    return status == Status.ACTIVE;
  }
}
