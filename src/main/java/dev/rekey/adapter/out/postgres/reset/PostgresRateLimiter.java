package dev.rekey.adapter.out.postgres.reset;

import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.reset.SlidingWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Counts uses in the table `request_windows`.
///
/// A look without a lock rejects first. So a client beyond its limit queues for no lock, and its
/// requests do not use up the database connections that others need.
@ApplicationScoped
class PostgresRateLimiter implements RateLimiter {
  private static final Logger LOG = Logger.getLogger(PostgresRateLimiter.class);

  private final DataSource dataSource;

  PostgresRateLimiter(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public RateLimitDecision count(RateLimits limits) {
    if (limits.all().isEmpty()) {
      return limits.admit(Map.of(), Instant.EPOCH);
    }
    SortedSet<Digest> keys = new TreeSet<>(limits.keys());
    return RequestWindows.inTransaction(dataSource, connection -> count(connection, limits, keys));
  }

  private static RateLimitDecision count(
      Connection connection, RateLimits limits, SortedSet<Digest> keys) throws SQLException {
    RequestWindows seen = RequestWindows.read(connection, keys);
    if (limits.admit(seen.byKey(), seen.at()) instanceof RateLimitDecision.Limited limited) {
      return limited;
    }
    RequestWindows locked = RequestWindows.lock(connection, keys);
    RateLimitDecision decision = limits.admit(locked.byKey(), locked.at());
    switch (decision) {
      case RateLimitDecision.Allowed allowed -> RequestWindows.store(connection, allowed.counted());
      case RateLimitDecision.Limited _ -> RequestWindows.forget(connection, keys);
    }
    return decision;
  }

  @Override
  public void release(Collection<Digest> keys, Instant at) {
    if (keys.isEmpty()) {
      return;
    }
    SortedSet<Digest> sorted = new TreeSet<>(keys);
    try {
      RequestWindows.inTransaction(
          dataSource,
          connection -> {
            Map<Digest, SlidingWindow> rest = new HashMap<>();
            RequestWindows.lock(connection, sorted)
                .byKey()
                .forEach((key, window) -> rest.put(key, window.without(at)));
            RequestWindows.store(connection, rest);
            RequestWindows.forget(connection, sorted);
            return rest;
          });
    } catch (TemporarilyUnavailable outage) {
      LOG.debug("A use stays counted", outage);
    }
  }
}
