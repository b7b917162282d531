package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/// What every end of everything has in common, whoever asked for it. A change of the password has
/// more to end and more to tell: that is [NewPasswords].
public final class Revocations {
  /// Longer than a receiver takes to answer an event with a revocation.
  static final Duration REPEATED = Duration.ofMinutes(5);

  private final OAuthTokens oauthTokens;
  private final AuditTrail audit;
  private final SecurityEvents securityEvents;
  private final RevokeElsewhere elsewhere;

  public Revocations(
      OAuthTokens oauthTokens,
      AuditTrail audit,
      SecurityEvents securityEvents,
      RevokeElsewhere elsewhere) {
    this.oauthTokens = oauthTokens;
    this.audit = audit;
    this.securityEvents = securityEvents;
    this.elsewhere = elsewhere;
  }

  /// Revokes every token and sign-in of `customer`, within the caller's unit of work and under the
  /// customer's lock, and notes all that follows from it. When it is durable, [#tellElsewhere].
  TokenRevocation revokeAll(Customer customer, Origin origin) {
    elsewhere.record(customer.id(), origin);
    TokenRevocation revocation = revoke(customer, origin);
    tell(customer, origin);
    return revocation;
  }

  /// The same where another system told this one, by Global Token Revocation. Receivers of security
  /// events hear of what ended: one of them may be who told it, because of what it heard before. So
  /// where only another store knows whether anything ended, they don't hear of it twice in a row.
  TokenRevocation revokeAllAsTold(Customer customer, Origin origin) {
    boolean elsewhereToo = elsewhere.recordAsTold(customer.id(), origin);
    TokenRevocation revocation = revoke(customer, origin);
    if (revocation.revokedTokens() > 0 || elsewhereToo && !isRepeated(customer, revocation)) {
      tell(customer, origin);
    }
    return revocation;
  }

  private static boolean isRepeated(Customer before, TokenRevocation revocation) {
    Instant horizon = before.tokensValidFrom();
    return horizon != null && horizon.plus(REPEATED).isAfter(revocation.validFrom());
  }

  private void tell(Customer customer, Origin origin) {
    securityEvents.queue(customer.id(), origin, EnumSet.of(SecurityEvents.Type.SESSION_REVOKED));
  }

  private TokenRevocation revoke(Customer customer, Origin origin) {
    TokenRevocation revocation = oauthTokens.revokeAll(customer.id(), null);
    audit.record(
        AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED, customer.id(), origin)
            .counting(revocation.revokedTokens()));
    return revocation;
  }

  /// Tells other token stores at once, after the unit of work; answers those that don't know yet.
  List<String> tellElsewhere(CustomerId customer) {
    return elsewhere.tell(customer);
  }

  /// Whether customers may be signed in anywhere else.
  boolean isAnywhereElse() {
    return elsewhere.isAnywhere();
  }
}
