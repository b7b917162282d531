package dev.rekey.adapter.in.web;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.revocation.OAuthToken;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes customers, their tokens and what happened to them as lines of a page.
@Singleton
class CustomerLines {
  private final InstantSource clock;
  private final ZoneId zone;

  CustomerLines(InstantSource clock, Stores stores) {
    this.clock = clock;
    this.zone = stores.get(StoreId.DEFAULT).timeZone();
  }

  CustomerLine of(Desk desk, Customer customer) {
    Instant locked = customer.lockedUntil();
    EmailAddress email = customer.email();
    return new CustomerLine(
        customer.id().value(),
        Objects.requireNonNullElse(customer.name(), ""),
        email == null ? "" : email.value(),
        customer.store().value(),
        customer.locale().toLanguageTag(),
        customer.active(),
        customer.hasPassword(),
        locked != null && locked.isAfter(clock.instant()) ? moment(desk, locked) : Moment.NEVER,
        !customer.hasOAuthTokens(),
        moment(desk, customer.tokensValidFrom()),
        moment(desk, customer.createdAt()),
        moment(desk, customer.updatedAt()));
  }

  TokenLine of(Desk desk, OAuthToken token) {
    boolean over = !token.expiresAt().isAfter(clock.instant());
    String state = over ? "expired" : "counts";
    return new TokenLine(
        token.client(),
        token.isSignIn(),
        Objects.requireNonNullElse(token.scope(), ""),
        moment(desk, token.issuedAt()),
        moment(desk, token.expiresAt()),
        token.revokedAt() == null ? state : "revoked",
        moment(desk, token.revokedAt()),
        text(token.traces().issuedFrom()),
        moment(desk, token.traces().lastUsedAt()),
        text(token.traces().lastUsedFrom()));
  }

  EventLine of(Desk desk, AuditTrail.Stored stored) {
    AuditEvent event = stored.event();
    AuditEvent.Means means = event.means();
    return new EventLine(
        moment(desk, event.at()),
        event.type().text(),
        means == null ? "" : means.text(),
        Objects.requireNonNullElse(event.tokenStore(), ""),
        Objects.requireNonNullElse(event.count(), -1),
        event.origin().kind().text(),
        Objects.requireNonNullElse(event.actor(), ""),
        event.origin().from().map(ClientAddress::toString).orElse(""),
        event.outcome() == AuditEvent.Outcome.SUCCESS);
  }

  private Moment moment(Desk desk, @Nullable Instant instant) {
    return Moment.of(instant, desk.visit().language(), zone);
  }

  private static String text(@Nullable ClientAddress address) {
    return address == null ? "" : address.toString();
  }
}
