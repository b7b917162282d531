package dev.rekey.adapter.in.rest.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.audit.AuditEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An audit event in the form that administrators read.
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditEventView(
    String id,
    String type,
    @Nullable Instant at,
    ActorView actor,
    @Nullable String clientAddress,
    String outcome,
    @Nullable Integer count,
    @Nullable String means,
    @Nullable String tokenStore) {

  static AuditEventView of(AuditTrail.Stored stored) {
    AuditEvent event = stored.event();
    Actor origin = event.origin();
    AuditEvent.ChangeMethod changeMethod = event.means();
    return new AuditEventView(
        Long.toString(stored.id()),
        event.type().text(),
        event.at(),
        new ActorView(origin.kind().text(), event.actor()),
        origin.from().map(ClientAddress::toString).orElse(null),
        event.outcome().text(),
        event.count(),
        changeMethod == null ? null : changeMethod.text(),
        event.tokenStore());
  }

  /// The event id in a cursor.
  static Optional<Long> position(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ActorView(String kind, @Nullable String id) {}
}
