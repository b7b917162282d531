package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import java.util.Optional;
import java.util.UUID;

/// Revokes one token, for an administrator or for the holder of the token (RFC 7009).
public final class RevokeOAuthToken {
  private final Customers customers;
  private final OAuthTokens oauthTokens;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public RevokeOAuthToken(
      Customers customers, OAuthTokens oauthTokens, AuditTrail audit, UnitOfWork unitOfWork) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Revokes the token that `selection` identifies. Idempotent.
  public Outcome revoke(Selection selection, Actor actor) {
    return switch (selection) {
      case Selection.Listed(CustomerId customer, UUID id) ->
          customers.findLocalOrRemote(customer).isEmpty()
              ? new Outcome.UnknownCustomer()
              : unitOfWork.run(() -> revoke(oauthTokens.find(customer, id), actor));
      case Selection.Held(Digest digest) ->
          unitOfWork.run(() -> revoke(oauthTokens.find(digest), actor));
    };
  }

  private Outcome revoke(Optional<OAuthToken> found, Actor actor) {
    return found
        .<Outcome>map(token -> {
          if (oauthTokens.revoke(token.id())) {
            audit.record(
                AuditEvent.of(AuditEvent.Type.OAUTH_TOKEN_REVOKED, token.customer(), actor));
          }
          return new Outcome.Revoked();
        })
        .orElseGet(Outcome.UnknownToken::new);
  }

  /// The identification of a token.
  public sealed interface Selection {
    /// By its id in a customer's list.
    record Listed(CustomerId customer, UUID id) implements Selection {}

    /// By its digest.
    record Held(Digest token) implements Selection {}
  }

  /// The result of a revocation.
  public sealed interface Outcome {
    /// The token is not valid any more, now or since earlier.
    record Revoked() implements Outcome {}

    /// The token does not exist.
    record UnknownToken() implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
