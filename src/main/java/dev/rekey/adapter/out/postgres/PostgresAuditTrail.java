package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stores the audit trail in the table `audit_events`.
@ApplicationScoped
class PostgresAuditTrail implements AuditTrail {
  // SQL, because it inserts a batch.
  private static final String RECORD =
      """
      INSERT INTO audit_events
        (customer_id, type, at, actor_kind, actor_id, client_address, outcome, count, means,
        token_store, stream_id)
      SELECT customer_id, type, coalesce(at::timestamptz, clock_timestamp()), actor_kind, actor_id,
        client_address::inet, outcome, count::int, means, token_store,
        stream_id::uuid
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[])
        AS e (customer_id, type, at, actor_kind, actor_id, client_address, outcome, count, means,
          token_store, stream_id)
      """;

  // counted by PostgresExpiredData
  private static final String RECORD_UNKNOWN =
      RECORD.replace("INTO audit_events", "INTO unknown_sign_in_failures");

  private final Database database;

  PostgresAuditTrail(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<AuditEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    database.update(
        events.stream().allMatch(PostgresAuditTrail::isFailureOfUnknown) ? RECORD_UNKNOWN : RECORD,
        Columns.texts(events, AuditEvent::customer),
        Columns.texts(events, event -> event.type().text()),
        Columns.texts(events, AuditEvent::at),
        Columns.texts(events, event -> event.origin().kind().text()),
        Columns.texts(events, event -> event.origin().id()),
        Columns.texts(events, event -> event.origin().address()),
        Columns.texts(events, event -> event.outcome().text()),
        Columns.texts(events, AuditEvent::count),
        Columns.texts(
            events,
            event -> {
              AuditEvent.ChangeMethod changeMethod = event.means();
              return changeMethod == null ? null : changeMethod.text();
            }),
        Columns.texts(events, AuditEvent::tokenStore),
        Columns.texts(events, AuditEvent::stream));
  }

  @Override
  public List<Stored> page(CustomerId customer, @Nullable Long before, int most) {
    return database.read(() ->
        AuditEventRow.<AuditEventRow>find(
                "customerId = ?1 and id < ?2 order by id desc",
                customer.value(),
                Objects.requireNonNullElse(before, Long.MAX_VALUE))
            .range(0, most - 1)
            .list()
            .stream()
            .map(AuditEventRow::toStored)
            .toList());
  }

  private static boolean isFailureOfUnknown(AuditEvent event) {
    return event.customer() == null
        && (event.type() == AuditEvent.Type.SIGN_IN_FAILED
            || event.type() == AuditEvent.Type.LOCKED_OUT);
  }
}
