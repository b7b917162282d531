package dev.rekey.adapter.out.postgres.revocation;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stores revocations to propagate in the table `remote_revocations`.
@ApplicationScoped
class PostgresRemoteRevocations implements RemoteRevocations {
  private static final String RECORD =
      """
      INSERT INTO remote_revocations
        (token_store, customer_id, actor_kind, actor_id, client_address, due_at)
      SELECT store, ?, ?, ?, ?::inet, clock_timestamp() + ? * interval '1 millisecond'
      FROM unnest(?::text[]) AS store
      ON CONFLICT (customer_id, token_store) WHERE due_at IS NOT NULL DO UPDATE SET
        actor_kind = excluded.actor_kind, actor_id = excluded.actor_id,
        client_address = excluded.client_address, recorded_at = clock_timestamp(),
        due_at = excluded.due_at, claim = remote_revocations.claim + 1, attempts = 0,
        acknowledged_at = NULL
      """;

  // SKIP LOCKED and the lease work as in the outbox of reset emails
  private static final String CLAIM_WHERE =
      """
      UPDATE remote_revocations r
      SET due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1,
        claim = claim + 1
      FROM (SELECT id FROM remote_revocations WHERE %s FOR UPDATE SKIP LOCKED) AS due
      WHERE r.id = due.id
      RETURNING r.id, r.token_store, r.customer_id, r.actor_kind, r.actor_id,
        host(r.client_address) AS client_address, r.claim, r.attempts, r.acknowledged_at IS NOT NULL AS told
      """;

  private static final String CLAIM =
      CLAIM_WHERE.formatted("token_store = ? AND due_at <= now() ORDER BY due_at LIMIT ?");

  private static final String CLAIM_OF =
      CLAIM_WHERE.formatted(
          "customer_id = ? AND due_at IS NOT NULL AND (attempts = 0 OR due_at <= now())");

  private static final String PENDING =
      """
      SELECT DISTINCT token_store FROM remote_revocations
      WHERE customer_id = ? AND due_at IS NOT NULL AND acknowledged_at IS NULL
      """;

  private static final String SETTLE =
      """
      UPDATE remote_revocations
      SET due_at = clock_timestamp() + ?::bigint * interval '1 millisecond',
        acknowledged_at = CASE WHEN ? THEN coalesce(acknowledged_at, clock_timestamp()) ELSE acknowledged_at END
      WHERE id = ? AND claim = ? AND due_at IS NOT NULL
      """;

  private final Database database;

  PostgresRemoteRevocations(Database database) {
    this.database = database;
  }

  @Override
  public void record(
      CustomerId customer, Actor actor, Collection<String> stores, Duration initialDelay) {
    database.update(
        RECORD,
        customer.value(),
        actor.kind().text(),
        actor.id(),
        actor.address(),
        initialDelay.toMillis(),
        stores.toArray(String[]::new));
  }

  @Override
  public List<Due> claim(String store, int most, Duration lease) {
    return database.query(CLAIM, PostgresRemoteRevocations::due, lease.toMillis(), store, most);
  }

  @Override
  public List<Due> claimOf(CustomerId customer, Duration lease) {
    return database.query(
        CLAIM_OF, PostgresRemoteRevocations::due, lease.toMillis(), customer.value());
  }

  @Override
  public Set<String> pending(CustomerId customer) {
    return Set.copyOf(
        database.query(PENDING, row -> row.getString("token_store"), customer.value()));
  }

  @Override
  public boolean settle(Due due, Settled settled) {
    return switch (settled) {
      case Settled.Acknowledged _ -> settle(due, null, true);
      case Settled.AcknowledgedFirst(Duration pause) -> settle(due, pause.toMillis(), true);
      case Settled.Later(Duration pause) -> settle(due, pause.toMillis(), false);
    };
  }

  private boolean settle(Due due, @Nullable Long pause, boolean told) {
    return database.updateOne(SETTLE, pause, told, due.id(), due.claim());
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getLong("id"),
        row.getString("token_store"),
        new CustomerId(row.getString("customer_id")),
        Columns.actor(row),
        row.getLong("claim"),
        row.getInt("attempts"),
        row.getBoolean("told"));
  }
}
