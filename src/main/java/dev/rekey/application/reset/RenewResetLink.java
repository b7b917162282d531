package dev.rekey.application.reset;

import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetLink;
import dev.rekey.domain.reset.ResetToken;

/// Requests a new link for a customer with an invalid link, without typing an email address.
///
/// The new link goes to the stored address. The same rate limits apply as to any reset request, so
/// that an invalid link gives no more rights than an address.
public final class RenewResetLink {
  private final ResetTokens tokens;
  private final RequestPasswordReset requestPasswordReset;

  public RenewResetLink(ResetTokens tokens, RequestPasswordReset requestPasswordReset) {
    this.tokens = tokens;
    this.requestPasswordReset = requestPasswordReset;
  }

  /// Requests a link that replaces the link of `token`, and waits until the request is durable.
  public Outcome renew(ResetToken token, Actor actor) {
    ResetTokens.Found found = tokens.find(token.digest()).orElse(null);
    if (found == null) {
      return new Outcome.Unknown();
    }
    if (found.state() == ResetLink.State.USABLE) {
      return new Outcome.StillUsable();
    }
    Customer customer = found.customer();
    EmailAddress email = customer.email();
    if (email == null) {
      return new Outcome.Unknown();
    }
    return new Outcome.Decided(
        requestPasswordReset.request(customer.store(), email, actor).toCompletableFuture().join());
  }

  /// The result of a renewal.
  public sealed interface Outcome {
    /// The decision of the rate limits.
    record Decided(RateLimitDecision admission) implements Outcome {}

    /// The link is still valid.
    record StillUsable() implements Outcome {}

    /// The token was never mailed, or its account was erased or has no email address.
    record Unknown() implements Outcome {}
  }
}
