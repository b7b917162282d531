package dev.rekey.adapter.out.postgres.signin;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.OAuthToken;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Records token uses in `oauth_tokens` on a background thread. All uses of one second are one
/// statement, and repeated uses of one token are one update.
///
/// Memory is bounded: uses beyond [#MAX_PENDING] tokens in a second are dropped, and so are all
/// uses during a database outage.
@ApplicationScoped
class PostgresTokenUsage implements TokenUsage {
  private static final Logger LOG = Logger.getLogger(PostgresTokenUsage.class);
  private static final int MAX_PENDING = 10_000;
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(2);

  // Skips locked rows, because the lock holder makes a more important change. The statement holds
  // its rows briefly and locks no customer row.
  private static final String NOTE =
      """
      WITH used AS (
        SELECT id::uuid AS id, to_timestamp(at::numeric / 1000000) AS at, address::inet AS address
        FROM unnest(?::text[], ?::text[], ?::text[]) AS u (id, at, address)
      ), free AS (
        SELECT t.id FROM used JOIN oauth_tokens t ON t.id = used.id
        WHERE t.last_used_at IS NULL OR t.last_used_at < used.at
        FOR NO KEY UPDATE OF t SKIP LOCKED
      )
      UPDATE oauth_tokens t
      SET last_used_at = used.at, last_used_from = coalesce(used.address, t.last_used_from)
      FROM used JOIN free ON free.id = used.id
      WHERE t.id = free.id
      """;

  private final Map<UUID, Use> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Database database;
  private final InstantSource clock;
  private @Nullable Thread writer;

  PostgresTokenUsage(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    writer = Thread.ofPlatform().name("token-uses").daemon().start(this::write);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    if (writer != null) {
      writer.join(STOP);
    }
  }

  @Override
  public void used(OAuthToken token, @Nullable ClientAddress from) {
    Instant now = clock.instant();
    Instant before = token.usage().lastUsedAt();
    if (before != null && before.plus(RESOLUTION).isAfter(now)) {
      return;
    }
    if (waiting.size() < MAX_PENDING) {
      waiting.merge(
          token.id(),
          new Use(now, from),
          (first, second) -> new Use(second.at, second.from == null ? first.from : second.from));
    }
  }

  private void write() {
    try {
      while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        flush();
      }
      flush();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    while (!waiting.isEmpty()) {
      Map<UUID, Use> batch = batch();
      try {
        store(batch);
      } catch (RuntimeException failure) {
        // queued uses would run into the same timeout
        waiting.clear();
        LOG.warnf("Token uses were not recorded: %s", failure.getMessage());
      }
    }
  }

  private Map<UUID, Use> batch() {
    Map<UUID, Use> batch = new LinkedHashMap<>();
    Iterator<UUID> ids = waiting.keySet().iterator();
    while (ids.hasNext() && batch.size() < BATCH) {
      UUID id = ids.next();
      Use use = waiting.remove(id);
      if (use != null) {
        batch.put(id, use);
      }
    }
    return batch;
  }

  private void store(Map<UUID, Use> batch) {
    database.update(
        NOTE,
        Columns.texts(batch.keySet(), id -> id),
        Columns.texts(batch.values(), use -> ChronoUnit.MICROS.between(Instant.EPOCH, use.at)),
        Columns.texts(batch.values(), Use::from));
  }

  private record Use(Instant at, @Nullable ClientAddress from) {}
}
