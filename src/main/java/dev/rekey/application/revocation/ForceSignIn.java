package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.TokenRevocation;
import java.util.List;

/// Revokes all tokens of a customer for an administrator, so that the next step is a fresh sign-in
/// (OWASP ASVS 5.0, 7.4.5).
public final class ForceSignIn {
  private final Revocations revocations;
  private final AuditTrail audit;

  public ForceSignIn(Revocations revocations, AuditTrail audit) {
    this.revocations = revocations;
    this.audit = audit;
  }

  /// Revokes every token of `customer`. Idempotent for a customer that ever had a token.
  public Outcome force(CustomerId customer, Actor administrator) {
    return switch (revocations.revoke(customer, administrator, this::appliesTo)) {
      case Revocations.Outcome.Revoked(TokenRevocation tokens, List<String> pending) ->
          new Outcome.Revoked(tokens, pending);
      case Revocations.Outcome.ConditionFailed _ -> {
        audit.record(AuditEvent.failed(AuditEvent.Type.TOKENS_REVOKED, customer, administrator));
        yield new Outcome.NoOAuthTokens();
      }
      case Revocations.Outcome.UnknownCustomer _ -> new Outcome.UnknownCustomer();
    };
  }

  /// Whether there may be anything to revoke. A standard account may still have tokens at a remote
  /// authorization server.
  public boolean appliesTo(Customer customer) {
    return customer.hasOAuthTokens() || revocations.hasRemoteServers();
  }

  /// The result of a force sign-in.
  public sealed interface Outcome {
    /// No token that was issued before is valid any more.
    ///
    /// @param pending the remote authorization servers that have not acknowledged yet; they are
    ///   notified until they do
    record Revoked(TokenRevocation revocation, List<String> pending) implements Outcome {}

    /// A standard account: it never had a token, so there is nothing to revoke.
    record NoOAuthTokens() implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
