package dev.rekey.adapter.out.postgres.reset;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stores the outbox of reset emails in the table `reset_requests`.
@ApplicationScoped
class PostgresResetOutbox implements ResetOutbox {
  // SKIP LOCKED keeps concurrent workers from waiting for each other. A claim moves due_at, which
  // hides the row from other workers until the lease expires.
  private static final String CLAIM =
      """
      UPDATE reset_requests r
      SET due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
      FROM (
        SELECT id FROM reset_requests WHERE due_at <= now()
        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
      ) AS due
      WHERE r.id = due.id
      RETURNING r.id, r.store, r.email_digest, r.email, r.customer_id, r.actor_id,
        host(r.client_address) AS client_address, r.requested_at, r.attempts, r.unclear,
        r.audited, clock_timestamp() AS claimed_at
      """;

  private static final String DONE =
      """
      UPDATE reset_requests r SET due_at = NULL, outcome = d.outcome, email = NULL
      FROM unnest(?::text[], ?::text[]) AS d (id, outcome) WHERE r.id = d.id::bigint
        AND r.due_at IS NOT NULL
      RETURNING r.id
      """;

  // Every claim increments `attempts`: a different value means that another worker has the claim.
  private static final String LATER =
      """
      UPDATE reset_requests r
      SET due_at = clock_timestamp() + l.millis::bigint * interval '1 millisecond',
        audited = r.audited OR l.audited::boolean,
        unclear = r.unclear + l.unclear::int
      FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        AS l (id, attempts, millis, audited, unclear)
      WHERE r.id = l.id::bigint AND r.attempts = l.attempts::int AND r.due_at IS NOT NULL
      RETURNING r.id
      """;

  private static final String RECORD =
      """
      INSERT INTO reset_requests (customer_id, client_address, requested_at, due_at)
      SELECT ?, ?::inet, at, at FROM clock_timestamp() AS at
      """;

  private final Database database;
  private final NewRequestSignal due;

  PostgresResetOutbox(Database database, NewRequestSignal due) {
    this.database = database;
    this.due = due;
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    due.await(atMost);
  }

  @Override
  public void record(ResetRequest.AfterDispute request) {
    database.update(
        RECORD,
        request.customer().value(),
        request.origin().from().map(ClientAddress::toString).orElse(null));
    database.afterCommit(due::wake);
  }

  @Override
  public List<Due> claim(int most, Duration lease) {
    return database.query(CLAIM, PostgresResetOutbox::due, lease.toMillis(), most);
  }

  @Override
  public Set<Long> settle(List<Settled> settled) {
    List<Settled.Done> done = new ArrayList<>();
    List<Deferred> deferred = new ArrayList<>();
    for (Settled one : settled) {
      switch (one) {
        case Settled.Done finished -> done.add(finished);
        case Settled.Later(Due claim, Duration pause) ->
            deferred.add(new Deferred(claim, pause, false, 0));
        case Settled.Postponed(Due claim, Duration pause) ->
            deferred.add(new Deferred(claim, pause, true, 0));
        case Settled.Unknown(Due claim, Duration pause) ->
            deferred.add(new Deferred(claim, pause, true, 1));
      }
    }
    Set<Long> news = new HashSet<>();
    if (!deferred.isEmpty()) {
      news.addAll(
          database.query(
              LATER,
              PostgresResetOutbox::id,
              Columns.texts(deferred, one -> one.claim.id()),
              Columns.texts(deferred, one -> one.claim.attempts()),
              Columns.texts(deferred, one -> one.pause.toMillis()),
              Columns.texts(deferred, Deferred::audited),
              Columns.texts(deferred, Deferred::unclear)));
    }
    if (!done.isEmpty()) {
      news.addAll(
          database.query(
              DONE,
              PostgresResetOutbox::id,
              Columns.texts(done, one -> one.due().id()),
              Columns.texts(done, one -> one.outcome().text())));
    }
    return news;
  }

  private static Long id(ResultSet row) throws SQLException {
    return row.getLong("id");
  }

  private static Due due(ResultSet row) throws SQLException {
    ClientAddress from = Columns.clientAddress(row);
    return new Due(
        row.getLong("id"),
        request(row, from),
        row.getTimestamp("requested_at").toInstant(),
        row.getTimestamp("claimed_at").toInstant(),
        row.getInt("attempts"),
        row.getInt("unclear"),
        row.getBoolean("audited"));
  }

  // An administrator always has a name. A customer that disputed a change has only an id.
  private static ResetRequest request(ResultSet row, @Nullable ClientAddress from)
      throws SQLException {
    @Nullable String customer = row.getString("customer_id");
    @Nullable String actor = row.getString("actor_id");
    if (customer == null) {
      return new ResetRequest.ByVisitor(
          new StoreId(row.getString("store")),
          Digest.restore(row.getBytes("email_digest")),
          email(row.getString("email")),
          Actor.customer(from));
    }
    return actor == null
        ? new ResetRequest.AfterDispute(new CustomerId(customer), Actor.customer(from))
        : new ResetRequest.ByAdministrator(
            new CustomerId(customer), Actor.administrator(actor, from));
  }

  private static @Nullable EmailAddress email(@Nullable String text) {
    return text == null ? null : EmailAddress.parse(text).orElse(null);
  }

  private record Deferred(Due claim, Duration pause, boolean audited, int unclear) {}
}
