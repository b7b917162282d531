package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Converts customers, tokens and audit events to rows of a page.
@Singleton
class RowViews {
  private final InstantSource clock;
  private final ZoneId zone;

  RowViews(InstantSource clock, Stores stores) {
    this.clock = clock;
    this.zone = stores.get(StoreId.DEFAULT).timeZone();
  }

  CustomerRowView of(AdministratorRequest administratorRequest, Customer customer) {
    Instant locked = customer.lockedUntil();
    EmailAddress email = customer.email();
    return new CustomerRowView(
        customer.id().value(),
        Objects.requireNonNullElse(customer.name(), ""),
        email == null ? "" : email.value(),
        customer.store().value(),
        customer.locale().toLanguageTag(),
        customer.active(),
        customer.hasPassword(),
        locked != null && locked.isAfter(clock.instant())
            ? formattedInstant(administratorRequest, locked)
            : FormattedInstant.NEVER,
        !customer.hasOAuthTokens(),
        formattedInstant(administratorRequest, customer.tokensValidFrom()),
        formattedInstant(administratorRequest, customer.createdAt()),
        formattedInstant(administratorRequest, customer.updatedAt()));
  }

  TokenRowView of(AdministratorRequest administratorRequest, OAuthToken token) {
    boolean over = !token.expiresAt().isAfter(clock.instant());
    String state = over ? "expired" : "counts";
    return new TokenRowView(
        token.client(),
        token.isSignIn(),
        Objects.requireNonNullElse(token.scope(), ""),
        formattedInstant(administratorRequest, token.issuedAt()),
        formattedInstant(administratorRequest, token.expiresAt()),
        token.revokedAt() == null ? state : "revoked",
        formattedInstant(administratorRequest, token.revokedAt()),
        text(token.usage().issuedFrom()),
        formattedInstant(administratorRequest, token.usage().lastUsedAt()),
        text(token.usage().lastUsedFrom()));
  }

  AuditEventRowView of(AdministratorRequest administratorRequest, AuditTrail.Stored stored) {
    AuditEvent event = stored.event();
    AuditEvent.ChangeMethod changeMethod = event.means();
    return new AuditEventRowView(
        formattedInstant(administratorRequest, event.at()),
        event.type().text(),
        changeMethod == null ? "" : changeMethod.text(),
        Objects.requireNonNullElse(event.tokenStore(), ""),
        Objects.requireNonNullElse(event.count(), -1),
        event.origin().kind().text(),
        Objects.requireNonNullElse(event.actor(), ""),
        event.origin().from().map(ClientAddress::toString).orElse(""),
        event.outcome() == AuditEvent.Outcome.SUCCESS);
  }

  private FormattedInstant formattedInstant(
      AdministratorRequest administratorRequest, @Nullable Instant instant) {
    return FormattedInstant.of(instant, administratorRequest.visit().language(), zone);
  }

  private static String text(@Nullable ClientAddress address) {
    return address == null ? "" : address.toString();
  }
}
