package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Security events, queued in the table `security_events` with the change that they tell of.
@ApplicationScoped
class PostgresSecurityEvents implements SecurityEvents {
  private static final String QUEUE =
      """
      INSERT INTO security_events (txn, type, customer_id, occurred_at, initiator)
      SELECT txn, type, ?, clock_timestamp(), ?
      FROM (SELECT gen_random_uuid() AS txn) one, unnest(?::text[]) AS type
      """;

  private final Database database;

  PostgresSecurityEvents(Database database) {
    this.database = database;
  }

  @Override
  public void queue(CustomerId customer, Origin origin, Set<Type> types) {
    database.update(
        QUEUE,
        customer.value(),
        initiator(origin.kind()),
        types.stream().map(PostgresSecurityEvents::name).toArray(String[]::new));
  }

  private static String name(Type type) {
    return switch (type) {
      case CREDENTIAL_CHANGE -> "credential-change";
      case SESSION_REVOKED -> "session-revoked";
    };
  }

  // the values of CAEP 1.0, section 2
  private static String initiator(Origin.Kind kind) {
    return switch (kind) {
      case CUSTOMER, CLIENT -> "user";
      case ADMINISTRATOR -> "admin";
      case SYSTEM -> "system";
    };
  }
}
