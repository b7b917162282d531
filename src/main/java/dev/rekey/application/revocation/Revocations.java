package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Revokes all tokens of a customer, here and at the remote authorization servers.
///
/// [#revoke] does all steps in one call. A use case that changes more in the same unit of work
/// calls the steps: [#prepare] before the unit, a revocation within it, [#propagate] after it.
public final class Revocations {
  /// Suppresses a second security event. It is longer than a receiver takes to respond to the first
  /// one with a revocation of its own.
  static final Duration REPEATED = Duration.ofMinutes(5);

  private final Customers customers;
  private final OAuthTokens oauthTokens;
  private final AuditTrail audit;
  private final SecurityEvents securityEvents;
  private final PropagateRevocations elsewhere;
  private final UnitOfWork unitOfWork;

  public Revocations(
      Customers customers,
      OAuthTokens oauthTokens,
      AuditTrail audit,
      SecurityEvents securityEvents,
      PropagateRevocations elsewhere,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.oauthTokens = oauthTokens;
    this.audit = audit;
    this.securityEvents = securityEvents;
    this.elsewhere = elsewhere;
    this.unitOfWork = unitOfWork;
  }

  /// Revokes all tokens of `id`: looks the customer up, locks it, revokes in one unit of work and
  /// notifies the remote authorization servers.
  ///
  /// @param condition checked under the lock; if it is false, nothing is revoked
  public Outcome revoke(CustomerId id, Actor actor, Predicate<Customer> condition) {
    prepare(id);
    Outcome outcome =
        unitOfWork.run(() ->
            customers
                .lock(id)
                .<Outcome>map(customer ->
                    condition.test(customer)
                        ? new Outcome.Revoked(revoke(customer, actor), List.of())
                        : new Outcome.ConditionFailed())
                .orElseGet(Outcome.UnknownCustomer::new));
    return outcome instanceof Outcome.Revoked(TokenRevocation tokens, List<String> _)
        ? new Outcome.Revoked(tokens, propagate(id))
        : outcome;
  }

  /// Looks the customer up, so that it can be locked in a unit of work. If the identity provider is
  /// unavailable, a placeholder takes its place where remote authorization servers exist. Their
  /// notification then decides whether the customer exists.
  public void prepare(CustomerId id) {
    try {
      boolean _ = customers.findLocalOrRemote(id).isPresent();
    } catch (TemporarilyUnavailable outage) {
      if (!elsewhere.hasServers() || !customers.createPlaceholder(id)) {
        throw outage;
      }
    }
  }

  /// Revokes all tokens of a locked customer, within the caller's unit of work.
  public TokenRevocation revoke(Customer customer, Actor actor) {
    elsewhere.record(customer.id(), actor);
    TokenRevocation tokens = revoke(customer, revoked(customer, actor), null);
    securityEvents.queue(customer.id(), actor, EnumSet.of(SecurityEvents.Type.SESSION_REVOKED));
    return tokens;
  }

  /// Revokes all tokens of a locked customer whose password changes in the caller's unit of work.
  ///
  /// @param survivor the token that stays valid; null for none
  public TokenRevocation revokeForNewPassword(
      Customer customer,
      Actor actor,
      AuditEvent.ChangeMethod changeMethod,
      @Nullable UUID survivor) {
    elsewhere.record(customer.id(), actor);
    TokenRevocation tokens =
        revoke(customer, AuditEvent.passwordChanged(customer.id(), actor, changeMethod), survivor);
    securityEvents.queue(customer.id(), actor, EnumSet.allOf(SecurityEvents.Type.class));
    return tokens;
  }

  /// Revokes all tokens of a locked customer on behalf of another system, within the caller's unit
  /// of work. That system may react to our security event with a further revocation. So a repeated
  /// revocation that ends no token here queues no event.
  public void revokeOnNotification(Customer customer, Actor actor) {
    boolean propagates = elsewhere.recordIncoming(customer.id(), actor);
    TokenRevocation tokens = revoke(customer, revoked(customer, actor), null);
    if (tokens.revokedTokens() > 0 || propagates && !isRepeated(customer, tokens)) {
      securityEvents.queue(customer.id(), actor, EnumSet.of(SecurityEvents.Type.SESSION_REVOKED));
    }
  }

  /// Notifies the remote authorization servers after the unit of work. Returns the names of those
  /// that have not acknowledged yet.
  public List<String> propagate(CustomerId customer) {
    return elsewhere.notifyServers(customer);
  }

  /// Whether remote authorization servers exist. A customer without tokens here may have some
  /// there.
  public boolean hasRemoteServers() {
    return elsewhere.hasServers();
  }

  private TokenRevocation revoke(Customer customer, AuditEvent event, @Nullable UUID survivor) {
    TokenRevocation tokens = oauthTokens.revokeAll(customer.id(), survivor);
    audit.record(event.counting(tokens.revokedTokens()));
    return tokens;
  }

  private static AuditEvent revoked(Customer customer, Actor actor) {
    return AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED, customer.id(), actor);
  }

  private static boolean isRepeated(Customer before, TokenRevocation tokens) {
    Instant horizon = before.tokensValidFrom();
    return horizon != null && horizon.plus(REPEATED).isAfter(tokens.validFrom());
  }

  /// The result of a revocation.
  public sealed interface Outcome {
    /// No token that was issued before is valid any more.
    ///
    /// @param pending the remote authorization servers that have not acknowledged yet
    record Revoked(TokenRevocation tokens, List<String> pending) implements Outcome {
      public Revoked {
        pending = List.copyOf(pending);
      }
    }

    /// The caller's condition was false; nothing was revoked.
    record ConditionFailed() implements Outcome {}

    /// The customer does not exist.
    record UnknownCustomer() implements Outcome {}
  }
}
