package dev.rekey.application;

import dev.rekey.application.port.ResetTokens;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetLink;
import dev.rekey.domain.reset.ResetToken;

/// A customer whose link is dead asks for a new one, and does not have to type an address for it.
///
/// The new link goes where the dead one went: to the address that is stored. It is a request like
/// any other, through the same limits, so that a dead link is worth no more than an address.
public final class RenewResetLink {
  private final ResetTokens tokens;
  private final RequestPasswordReset requestPasswordReset;

  public RenewResetLink(ResetTokens tokens, RequestPasswordReset requestPasswordReset) {
    this.tokens = tokens;
    this.requestPasswordReset = requestPasswordReset;
  }

  /// Asks for a link in place of that of `token`, and waits until that is durable.
  public Outcome renew(ResetToken token, Origin origin) {
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
        requestPasswordReset.request(customer.store(), email, origin).toCompletableFuture().join());
  }

  /// What became of it.
  public sealed interface Outcome {
    /// What the limits said.
    record Decided(Admission admission) implements Outcome {}

    /// The link works; there is no need for another one.
    record StillUsable() implements Outcome {}

    /// The token was never mailed, or its account or the account's address is gone.
    record Unknown() implements Outcome {}
  }
}
