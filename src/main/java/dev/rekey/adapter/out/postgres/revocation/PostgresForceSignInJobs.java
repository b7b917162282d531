package dev.rekey.adapter.out.postgres.revocation;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.store.StoreId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores force sign-in jobs in the tables `force_sign_ins` and `force_sign_in_customers`. SQL,
/// because its statements decide a race, move a batch or read counts and failures in one snapshot.
@ApplicationScoped
class PostgresForceSignInJobs implements ForceSignInJobs {
  private static final int ROUNDS = 3;

  // A concurrent call with the same key waits here for the first commit and then inserts nothing.
  private static final String BEGIN =
      """
      INSERT INTO force_sign_ins (store, actor_kind, actor_id, client_address, idempotency_key,
        fingerprint, total, counted_to)
      VALUES (?, ?, ?, ?::inet, ?::bytea, ?, ?, ?)
      ON CONFLICT (idempotency_key) DO NOTHING
      RETURNING id
      """;

  private static final String LIST =
      "INSERT INTO force_sign_in_customers (force_sign_in, customer_id) SELECT ?, unnest(?::text[])";

  private static final String COUNT =
      """
      WITH job AS MATERIALIZED (
        SELECT id, store, counted_to FROM force_sign_ins WHERE id = ? AND counted_to IS NOT NULL),
      slice AS (
        SELECT count(*) AS customers, max(next.id) AS last
        FROM job, LATERAL (
          SELECT c.id FROM customers c WHERE c.store = job.store AND c.id > job.counted_to
          ORDER BY c.id LIMIT ?) next)
      UPDATE force_sign_ins j SET total = total + slice.customers,
        counted_to = CASE WHEN slice.customers = ? THEN slice.last END
      FROM job, slice WHERE j.id = job.id
      """;

  // one statement, so that the counts and the list of failures are consistent
  private static final String PROGRESS =
      """
      SELECT store, total, processed, revoked, failed, started_at, finished_at,
        ARRAY(SELECT c.customer_id FROM force_sign_in_customers c
          WHERE c.force_sign_in = j.id AND c.failed
          ORDER BY c.customer_id LIMIT ?) AS failed_customers
      FROM force_sign_ins j WHERE j.id = ?
      """;

  private static final String LOCK =
      """
      SELECT store, actor_kind, actor_id, host(client_address) AS client_address,
        nullif(last_customer_id, '') AS after, counted_to IS NULL AS counted, lookup_cursor
      FROM force_sign_ins WHERE id = ? AND finished_at IS NULL
      FOR UPDATE
      """;

  private static final String NEXT_OF_LIST =
      """
      SELECT customer_id FROM force_sign_in_customers
      WHERE force_sign_in = ? AND customer_id > ?
      ORDER BY customer_id LIMIT ?
      """;

  private static final String NEXT_OF_STORE =
      "SELECT id FROM customers WHERE store = ? AND id > ? ORDER BY id LIMIT ?";

  private static final String ADVANCE =
      """
      UPDATE force_sign_ins SET last_customer_id = coalesce(?, last_customer_id),
        processed = processed + ?, revoked = revoked + ?, failed = failed + ?,
        finished_at = CASE WHEN ? THEN clock_timestamp() END
      WHERE id = ? AND finished_at IS NULL
      """;

  private static final String FAILED =
      """
      INSERT INTO force_sign_in_customers (force_sign_in, customer_id, failed)
      SELECT ?, unnest(?::text[]), true
      ON CONFLICT (force_sign_in, customer_id) DO UPDATE SET failed = true
      """;

  private final Database database;

  PostgresForceSignInJobs(Database database) {
    this.database = database;
  }

  @Override
  public Begun begin(ForceSignInTarget target, Actor actor, @Nullable Digest key) {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<UUID> started = insert(target, actor, key);
      if (started.isPresent()) {
        return new Begun.Started(started.get());
      }
      Optional<Begun> earlier =
          database.queryOne(
              "SELECT id, fingerprint FROM force_sign_ins WHERE idempotency_key = ?",
              row ->
                  Digest.restore(row.getBytes("fingerprint")).equals(target.fingerprint())
                      ? new Begun.Repeated(row.getObject("id", UUID.class))
                      : new Begun.KeyReused(),
              key);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      // the recurring purge has just deleted the job
    }
    throw new IllegalStateException("The idempotency key is neither free nor used");
  }

  private Optional<UUID> insert(ForceSignInTarget target, Actor actor, @Nullable Digest key) {
    Set<CustomerId> listed =
        target instanceof ForceSignInTarget.Listed(Set<CustomerId> customers)
            ? customers
            : Set.of();
    StoreId store = target instanceof ForceSignInTarget.WholeStore(StoreId whole) ? whole : null;
    Optional<UUID> id =
        database.queryOne(
            BEGIN,
            row -> row.getObject("id", UUID.class),
            store,
            actor.kind().text(),
            actor.id(),
            actor.address(),
            key,
            target.fingerprint(),
            (long) listed.size(),
            store == null ? null : "");
    if (id.isPresent() && !listed.isEmpty()) {
      database.update(LIST, id.get(), Columns.texts(listed, CustomerId::value));
    }
    return id;
  }

  @Override
  public void count(UUID job, int most) {
    database.updateOne(COUNT, job, most, most);
  }

  @Override
  public Optional<ForceSignInProgress> find(UUID job, int mostFailed) {
    return database.queryOne(PROGRESS, row -> progress(job, row), mostFailed, job);
  }

  private static ForceSignInProgress progress(UUID job, ResultSet row) throws SQLException {
    String[] failed = (String[]) row.getArray("failed_customers").getArray();
    return new ForceSignInProgress(
        job,
        store(row),
        row.getLong("total"),
        row.getLong("processed"),
        row.getLong("revoked"),
        row.getLong("failed"),
        Arrays.stream(failed).map(CustomerId::new).toList(),
        row.getTimestamp("started_at").toInstant(),
        Columns.instant(row, "finished_at"));
  }

  @Override
  public List<UUID> unfinished(int most) {
    return database.query(
        "SELECT id FROM force_sign_ins WHERE finished_at IS NULL ORDER BY started_at LIMIT ?",
        row -> row.getObject("id", UUID.class),
        most);
  }

  @Override
  public Optional<Running> lock(UUID job) {
    return database.queryOne(
        LOCK,
        row -> {
          String after = row.getString("after");
          return new Running(
              job,
              store(row),
              Columns.actor(row),
              after == null ? null : new CustomerId(after),
              row.getBoolean("counted"),
              lookupProgress(row.getString("lookup_cursor")));
        },
        job);
  }

  private static LookupProgress lookupProgress(@Nullable String at) {
    return at == null
        ? LookupProgress.END
        : new LookupProgress(Customers.Position.parse(at).orElse(null), false);
  }

  @Override
  public void lookedUp(UUID job, Customers.@Nullable Position to) {
    database.update(
        "UPDATE force_sign_ins SET lookup_cursor = ? WHERE id = ?",
        to == null ? null : to.text(),
        job);
  }

  @Override
  public List<CustomerId> next(Running job, int most) {
    CustomerId last = job.after();
    StoreId store = job.store();
    return database.query(
        store == null ? NEXT_OF_LIST : NEXT_OF_STORE,
        row -> new CustomerId(row.getString(1)),
        store == null ? job.id() : store,
        last == null ? "" : last.value(),
        most);
  }

  @Override
  public void advance(UUID job, Step step) {
    if (!database.updateOne(
        ADVANCE,
        step.last(),
        step.processed(),
        step.revoked(),
        (long) step.failed().size(),
        step.end(),
        job)) {
      throw new IllegalStateException("The job is already finished");
    }
    if (!step.failed().isEmpty()) {
      database.update(FAILED, job, Columns.texts(step.failed(), CustomerId::value));
    }
  }

  private static @Nullable StoreId store(ResultSet row) throws SQLException {
    @Nullable String store = row.getString("store");
    return store == null ? null : new StoreId(store);
  }
}
