package dev.rekey.domain.customer;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.store.StoreId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An account that can sign in.
///
/// @param id the adopter's own id
/// @param store the store of the customer
/// @param email the email address; null if the identity provider has none
/// @param name the name in mails; null if unknown
/// @param locale the language of mails
/// @param status whether the customer may sign in
/// @param hasPassword whether a password was ever set
/// @param linkVersion incremented when the password or the email changes; a reset token is valid
///   for one version only
/// @param signInVersion incremented by a new password and by force sign-in; an access token is
///   issued for one version only
/// @param hasOAuthTokens whether an access token was ever issued; false for a standard account
/// @param tokensValidFrom the revocation horizon: no token issued before it is valid
/// @param lockedUntil the end of a lockout after too many failures
/// @param createdAt the instant of provisioning
/// @param updatedAt the instant of the last change
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

  /// The email address of a customer that must have one.
  public EmailAddress requireEmail() {
    return Objects.requireNonNull(email, "The customer has no email address");
  }

  /// Whether the customer may sign in, use tokens and get a link by mail.
  public boolean active() {
    return status == Status.ACTIVE;
  }
}
