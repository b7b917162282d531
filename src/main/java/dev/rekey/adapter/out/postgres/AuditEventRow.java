package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A read-only row of `audit_events`.
@Entity
@Immutable
@Table(name = "audit_events")
@NullUnmarked
class AuditEventRow extends PanacheEntityBase {
  @Id Long id;

  String customerId;
  String type;
  Instant at;
  String actorKind;
  String actorId;
  InetAddress clientAddress;
  String outcome;
  Integer count;
  String means;
  String tokenStore;
  UUID streamId;

  AuditTrail.Stored toStored() {
    return new AuditTrail.Stored(
        id,
        new AuditEvent(
            Columns.constant(AuditEvent.Type.class, type),
            customerId == null ? null : new CustomerId(customerId),
            at,
            new Actor(
                Columns.constant(Actor.Kind.class, actorKind),
                actorId,
                Columns.clientAddress(clientAddress)),
            Columns.constant(AuditEvent.Outcome.class, outcome),
            count,
            means == null ? null : Columns.constant(AuditEvent.ChangeMethod.class, means),
            tokenStore,
            streamId));
  }
}
