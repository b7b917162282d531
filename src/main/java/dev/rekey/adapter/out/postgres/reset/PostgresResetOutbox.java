package dev.rekey.adapter.out.postgres.reset;

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
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    List<String> done = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    Deferred later = new Deferred();
    for (Settled one : settled) {
      switch (one) {
        case Settled.Done(Due claim, Outcome outcome) -> {
          done.add(Long.toString(claim.id()));
          outcomes.add(outcome.text());
        }
        case Settled.Later(Due claim, Duration pause) -> later.add(claim, pause, false, 0);
        case Settled.Postponed(Due claim, Duration pause) -> later.add(claim, pause, true, 0);
        case Settled.Unknown(Due claim, Duration pause) -> later.add(claim, pause, true, 1);
      }
    }
    Set<Long> news = new HashSet<>(later.store(database));
    if (!done.isEmpty()) {
      news.addAll(
          database.query(
              DONE,
              PostgresResetOutbox::id,
              done.toArray(String[]::new),
              outcomes.toArray(String[]::new)));
    }
    return news;
  }

  private static Long id(ResultSet row) throws SQLException {
    return row.getLong("id");
  }

  private static Due due(ResultSet row) throws SQLException {
    ClientAddress from = address(row.getString("client_address"));
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

  private static @Nullable ClientAddress address(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      // a literal address: no DNS look-up
      return ClientAddress.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException notAnAddress) {
      throw new IllegalStateException(notAnAddress);
    }
  }

  /// Deferred requests, as one list for each column.
  private static final class Deferred {
    private final List<String> ids = new ArrayList<>();
    private final List<String> attempts = new ArrayList<>();
    private final List<String> pauses = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    void add(Due claim, Duration pause, boolean tried, int maybeTaken) {
      ids.add(Long.toString(claim.id()));
      attempts.add(Integer.toString(claim.attempts()));
      pauses.add(Long.toString(pause.toMillis()));
      audited.add(Boolean.toString(tried));
      unclear.add(Integer.toString(maybeTaken));
    }

    List<Long> store(Database database) {
      return ids.isEmpty()
          ? List.of()
          : database.query(
              LATER,
              PostgresResetOutbox::id,
              ids.toArray(String[]::new),
              attempts.toArray(String[]::new),
              pauses.toArray(String[]::new),
              audited.toArray(String[]::new),
              unclear.toArray(String[]::new));
    }
  }
}
