package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.SecurityEventDeliveries;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What waits for the streams of security events, in the table `security_event_deliveries`.
@ApplicationScoped
class PostgresSecurityEventDeliveries implements SecurityEventDeliveries {
  private static final String COLUMNS =
      """
      d.jti, d.state, d.queued_at, d.attempts, d.event_id, e.txn, e.type, e.customer_id,
        e.occurred_at, e.initiator, c.email
      """;

  private static final String DUE =
      """
      SELECT %s, s.failures FROM security_event_streams s
      WHERE s.endpoint IS NOT NULL AND s.status = 'enabled' AND s.due_at <= now()
        AND EXISTS (SELECT FROM security_event_deliveries d
          WHERE d.stream_id = s.id AND d.due_at <= now())
      ORDER BY s.due_at, s.id LIMIT ?
      """
          .formatted(PostgresSecurityEventStreams.COLUMNS);

  // SKIP LOCKED lets workers pass each other; moving due_at makes the claim visible to the others
  // and lets it end by itself.
  private static final String CLAIM =
      """
      WITH d AS (
        UPDATE security_event_deliveries w
        SET due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
        FROM (
          SELECT stream_id, jti FROM security_event_deliveries
          WHERE stream_id = ? AND due_at <= now()
          ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
        ) AS due
        WHERE w.stream_id = due.stream_id AND w.jti = due.jti
        RETURNING w.*)
      SELECT %s FROM d LEFT JOIN security_events e ON e.id = d.event_id
        LEFT JOIN customers c ON c.id = e.customer_id
      """
          .formatted(COLUMNS);

  private static final String WAITING =
      """
      SELECT %s FROM security_event_streams s
        JOIN security_event_deliveries d ON d.stream_id = s.id AND d.due_at IS NOT NULL
        LEFT JOIN security_events e ON e.id = d.event_id
        LEFT JOIN customers c ON c.id = e.customer_id
      WHERE s.id = ? AND s.status = 'enabled' AND s.endpoint IS NULL
      ORDER BY d.due_at LIMIT ?
      """
          .formatted(COLUMNS);

  private static final String DELIVERED =
      "DELETE FROM security_event_deliveries WHERE stream_id = ? AND jti = ANY (?::uuid[])";

  // Every claim counts the attempts up: where they differ the claim is somebody else's by now.
  private static final String LATER =
      """
      UPDATE security_event_deliveries d
      SET due_at = clock_timestamp() + l.millis::bigint * interval '1 millisecond'
      FROM unnest(?::text[], ?::text[], ?::text[]) AS l (jti, attempts, millis)
      WHERE d.stream_id = ? AND d.jti = l.jti::uuid AND d.attempts = l.attempts::int
        AND d.due_at IS NOT NULL
      """;

  private static final String REFUSED =
      """
      UPDATE security_event_deliveries SET due_at = NULL
      WHERE stream_id = ? AND jti = ANY (?::uuid[])
      """;

  private static final String REST =
      """
      UPDATE security_event_streams
      SET due_at = clock_timestamp() + ? * interval '1 millisecond',
        failures = CASE WHEN ? THEN failures + 1 ELSE 0 END
      WHERE id = ?
      """;

  private final Database database;
  private final PostgresSecurityEventStreams streams;

  PostgresSecurityEventDeliveries(Database database, PostgresSecurityEventStreams streams) {
    this.database = database;
    this.streams = streams;
  }

  @Override
  public List<Target> due(int most) {
    return database.query(
        DUE, row -> new Target(streams.stream(row), row.getInt("failures")), most);
  }

  @Override
  public List<Delivery> claim(UUID stream, int most, Duration lease) {
    return database.query(
        CLAIM, PostgresSecurityEventDeliveries::delivery, lease.toMillis(), stream, most);
  }

  @Override
  public void settle(UUID stream, List<Settled> settled) {
    List<String> delivered = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<String> later = new ArrayList<>();
    List<String> attempts = new ArrayList<>();
    List<String> millis = new ArrayList<>();
    for (Settled one : settled) {
      String jti = one.delivery().jti().toString();
      switch (one) {
        case Settled.Delivered _ -> delivered.add(jti);
        case Settled.Refused _ -> refused.add(jti);
        case Settled.Later(Delivery delivery, Duration pause) -> {
          later.add(jti);
          attempts.add(Integer.toString(delivery.attempts()));
          millis.add(Long.toString(pause.toMillis()));
        }
      }
    }
    if (!delivered.isEmpty()) {
      database.update(DELIVERED, stream, array(delivered));
    }
    if (!refused.isEmpty()) {
      database.update(REFUSED, stream, array(refused));
    }
    if (!later.isEmpty()) {
      database.update(LATER, array(later), array(attempts), array(millis), stream);
    }
  }

  @Override
  public void rest(UUID stream, Duration pause) {
    database.updateOne(REST, pause.toMillis(), pause.isPositive(), stream);
  }

  @Override
  public List<Delivery> waiting(UUID stream, int most) {
    return database.query(WAITING, PostgresSecurityEventDeliveries::delivery, stream, most);
  }

  @Override
  public void acknowledge(UUID stream, Set<UUID> events) {
    if (!events.isEmpty()) {
      database.update(
          DELIVERED, stream, events.stream().map(UUID::toString).toArray(String[]::new));
    }
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("jti", UUID.class),
        row.getObject("event_id") == null
            ? new Event.Verification(row.getString("state"))
            : happened(row),
        row.getTimestamp("queued_at").toInstant(),
        row.getInt("attempts"));
  }

  private static Event happened(ResultSet row) throws SQLException {
    String email = row.getString("email");
    return new Event.Happened(
        row.getObject("txn", UUID.class),
        SecurityEvents.Type.valueOf(AuditEventRow.constant(row.getString("type"))),
        new CustomerId(row.getString("customer_id")),
        email == null ? null : EmailAddress.parse(email).orElse(null),
        row.getTimestamp("occurred_at").toInstant(),
        SecurityEvents.Initiator.valueOf(AuditEventRow.constant(row.getString("initiator"))));
  }

  private static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
