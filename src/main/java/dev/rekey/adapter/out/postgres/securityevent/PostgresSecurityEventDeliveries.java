package dev.rekey.adapter.out.postgres.securityevent;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery.Push;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Stores the queues of security event streams in the table `security_event_deliveries`.
@ApplicationScoped
class PostgresSecurityEventDeliveries implements SecurityEventDeliveries {
  private static final String COLUMNS =
      """
      d.jti, d.state, d.queued_at, d.attempts, d.refusals, d.event_id, e.txn, e.type, e.customer_id,
        e.occurred_at, e.initiator, c.email
      """;

  private static final String DUE =
      """
      SELECT s.id, s.failures FROM security_event_streams s
      WHERE s.endpoint IS NOT NULL AND s.status = 'enabled' AND s.due_at <= now()
        AND EXISTS (SELECT FROM security_event_deliveries d
          WHERE d.stream_id = s.id AND d.due_at <= now())
      ORDER BY s.due_at, s.id LIMIT ?
      """;

  // SKIP LOCKED keeps concurrent workers from waiting for each other. A claim moves due_at, which
  // hides the row from other workers until the lease expires.
  private static final String CLAIM =
      """
      WITH d AS (
        UPDATE security_event_deliveries w
        SET due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
        FROM (
          SELECT o.stream_id, o.jti FROM security_event_streams t
            JOIN security_event_deliveries o ON o.stream_id = t.id
          WHERE t.id = ? AND t.status = 'enabled' AND t.endpoint IS NOT NULL AND o.due_at <= now()
          ORDER BY o.due_at LIMIT ? FOR UPDATE OF o SKIP LOCKED
        ) AS due
        WHERE w.stream_id = due.stream_id AND w.jti = due.jti
        RETURNING w.*)
      SELECT %s FROM d
        LEFT JOIN security_events e ON e.id = d.event_id
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

  private static final String ACKNOWLEDGED = DELIVERED + " RETURNING jti";

  // Every claim increments `attempts`: a different value means that another worker has the claim.
  private static final String LATER =
      """
      UPDATE security_event_deliveries d
      SET due_at = clock_timestamp() + l.millis::bigint * interval '1 millisecond',
        refusals = d.refusals + l.refusals::int
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
        AS l (jti, attempts, millis, refusals)
      WHERE d.stream_id = ? AND d.jti = l.jti::uuid AND d.attempts = l.attempts::int
        AND d.due_at IS NOT NULL
      """;

  private static final String GIVEN_UP =
      """
      UPDATE security_event_deliveries SET due_at = NULL, refusals = refusals + 1
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
        DUE, row -> new Target(row.getObject("id", UUID.class), row.getInt("failures")), most);
  }

  @Override
  public Optional<Claim> claim(UUID stream, int most, Duration lease) {
    List<Delivery> claimed =
        database.query(
            CLAIM, PostgresSecurityEventDeliveries::delivery, lease.toMillis(), stream, most);
    // read after the claim: the owner may have changed the stream since the poll
    return claimed.isEmpty()
        ? Optional.empty()
        : streams
            .find(stream)
            .filter(one -> one.configuration().delivery() instanceof Push)
            .map(one -> new Claim(one, claimed));
  }

  @Override
  public void settle(UUID stream, List<Settled> settled) {
    List<Settled> delivered = new ArrayList<>();
    List<Settled> givenUp = new ArrayList<>();
    List<Again> again = new ArrayList<>();
    for (Settled one : settled) {
      switch (one) {
        case Settled.Delivered _ -> delivered.add(one);
        case Settled.GivenUp _ -> givenUp.add(one);
        case Settled.Refused(Delivery delivery, Duration pause) ->
            again.add(new Again(delivery, pause, 1));
        case Settled.Later(Delivery delivery, Duration pause) ->
            again.add(new Again(delivery, pause, 0));
      }
    }
    if (!delivered.isEmpty()) {
      database.update(DELIVERED, stream, Columns.texts(delivered, one -> one.delivery().jti()));
    }
    if (!givenUp.isEmpty()) {
      database.update(GIVEN_UP, stream, Columns.texts(givenUp, one -> one.delivery().jti()));
    }
    if (!again.isEmpty()) {
      database.update(
          LATER,
          Columns.texts(again, one -> one.delivery.jti()),
          Columns.texts(again, one -> one.delivery.attempts()),
          Columns.texts(again, one -> one.pause.toMillis()),
          Columns.texts(again, Again::refusals),
          stream);
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
  public Set<UUID> acknowledge(UUID stream, Set<UUID> events) {
    return events.isEmpty()
        ? Set.of()
        : Set.copyOf(
            database.query(
                ACKNOWLEDGED,
                row -> row.getObject("jti", UUID.class),
                stream,
                Columns.texts(events, id -> id)));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getObject("jti", UUID.class),
        row.getObject("event_id") == null
            ? new Event.Verification(row.getString("state"))
            : happened(row),
        row.getTimestamp("queued_at").toInstant(),
        row.getInt("attempts"),
        row.getInt("refusals"));
  }

  private static Event happened(ResultSet row) throws SQLException {
    String email = row.getString("email");
    return new Event.Happened(
        row.getObject("txn", UUID.class),
        Columns.constant(SecurityEvents.Type.class, row.getString("type")),
        new CustomerId(row.getString("customer_id")),
        email == null ? null : EmailAddress.parse(email).orElse(null),
        row.getTimestamp("occurred_at").toInstant(),
        Columns.constant(SecurityEvents.Initiator.class, row.getString("initiator")));
  }

  private record Again(Delivery delivery, Duration pause, int refusals) {}
}
