package dev.rekey.adapter.out.postgres.securityevent;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Records security events in the table `security_events`, in the transaction of the change, and
/// queues a delivery for each subscribed stream.
@ApplicationScoped
class PostgresSecurityEvents implements SecurityEvents {
  private static final String QUEUE =
      """
      WITH event AS (
        INSERT INTO security_events (txn, type, customer_id, occurred_at, initiator)
        SELECT txn, type, ?, clock_timestamp(), ?
        FROM (SELECT gen_random_uuid() AS txn) one, unnest(?::text[]) AS type
        RETURNING id, type)
      INSERT INTO security_event_deliveries (stream_id, event_id)
      SELECT s.id, event.id FROM event
        JOIN security_event_streams s ON event.type = ANY (s.types) AND s.status <> 'disabled'
      """;

  private final Database database;

  PostgresSecurityEvents(Database database) {
    this.database = database;
  }

  @Override
  public void queue(CustomerId customer, Actor actor, Set<Type> types) {
    database.update(
        QUEUE,
        customer.value(),
        Initiator.of(actor).text(),
        types.stream().map(Type::text).toArray(String[]::new));
  }
}
