package dev.rekey.adapter.out.postgres.reset;

import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.SlidingWindow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Decides on a batch of requests in one transaction with two statements. The first statement locks
/// and reads the windows of all keys, the second one stores the allowed requests. In between the
/// domain decides on one request after the other.
///
/// The locks make the limits exact across threads and replicas. They are taken in the order of the
/// keys, so that two batches cannot deadlock.
@ApplicationScoped
public class ResetRateLimiter {
  private static final String RECORD =
      """
      WITH counted AS (
        UPDATE request_windows w SET accepted = u.accepted::bigint[]
        FROM unnest(?::bytea[], ?::text[]) AS u (key, accepted) WHERE w.key = u.key
      )
      INSERT INTO reset_requests
        (store, email_digest, email, customer_id, actor_id, client_address, requested_at, due_at)
      SELECT store, email_digest, email, customer_id, actor_id, client_address::inet, at, at
      FROM (
        SELECT store, email_digest, email, customer_id, actor_id, client_address,
          to_timestamp(at::numeric / 1000000) AS at
        FROM unnest(?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
          AS r (store, email_digest, email, customer_id, actor_id, client_address, at)
      ) AS r
      """;

  private final DataSource dataSource;
  private final NewRequestSignal due;

  ResetRateLimiter(DataSource dataSource, NewRequestSignal due) {
    this.dataSource = dataSource;
    this.due = due;
  }

  /// Returns the decisions in the order of the requests. They are durable when this method returns.
  List<RateLimitDecision> decide(List<PostgresResetIntake.Pending> batch) {
    List<RateLimitDecision> decided =
        RequestWindows.inTransaction(dataSource, connection -> decide(connection, batch));
    if (decided.stream().anyMatch(RateLimitDecision.Allowed.class::isInstance)) {
      due.wake();
    }
    return decided;
  }

  private static List<RateLimitDecision> decide(
      Connection connection, List<PostgresResetIntake.Pending> batch) throws SQLException {
    TreeSet<Digest> keys = new TreeSet<>();
    for (PostgresResetIntake.Pending pending : batch) {
      keys.addAll(pending.limits().keys(pending.request()));
    }
    RequestWindows windows = RequestWindows.lock(connection, keys);
    Map<Digest, SlidingWindow> changed = new TreeMap<>();
    List<Recorded> recorded = new ArrayList<>(batch.size());
    List<RateLimitDecision> decided = new ArrayList<>(batch.size());
    for (PostgresResetIntake.Pending pending : batch) {
      RateLimitDecision rateLimitDecision =
          pending.limits().admit(pending.request(), windows.byKey(), windows.at());
      if (rateLimitDecision
          instanceof RateLimitDecision.Allowed(Instant at, Map<Digest, SlidingWindow> counted)) {
        windows.byKey().putAll(counted);
        changed.putAll(counted);
        recorded.add(new Recorded(pending.request(), at));
      }
      decided.add(rateLimitDecision);
    }
    if (!recorded.isEmpty()) {
      record(connection, changed, recorded);
    }
    if (recorded.size() < decided.size()) {
      RequestWindows.forget(connection, keys);
    }
    return decided;
  }

  private static void record(
      Connection connection, Map<Digest, SlidingWindow> changed, List<Recorded> recorded)
      throws SQLException {
    int rows = recorded.size();
    @Nullable String[] stores = new String[rows];
    byte @Nullable [][] digests = new byte[rows][];
    @Nullable String[] emails = new String[rows];
    @Nullable String[] customers = new String[rows];
    @Nullable String[] actors = new String[rows];
    @Nullable String[] addresses = new String[rows];
    String[] at = new String[rows];
    for (int i = 0; i < rows; i++) {
      Recorded one = recorded.get(i);
      Actor actor = one.request.origin();
      switch (one.request) {
        case ResetRequest.ByVisitor visitor -> {
          stores[i] = visitor.store().value();
          digests[i] = visitor.email().octets();
          EmailAddress kept = visitor.address();
          emails[i] = kept == null ? null : kept.normalised();
        }
        case ResetRequest.ByAdministrator administrator ->
            customers[i] = administrator.customer().value();
        case ResetRequest.AfterDispute dispute -> customers[i] = dispute.customer().value();
      }
      actors[i] = actor.id();
      addresses[i] = actor.from().map(Object::toString).orElse(null);
      at[i] = Long.toString(RequestWindows.micros(one.at));
    }
    try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
      RequestWindows.bind(connection, statement, changed);
      statement.setArray(3, texts(connection, stores));
      statement.setArray(4, connection.createArrayOf("bytea", digests));
      statement.setArray(5, texts(connection, emails));
      statement.setArray(6, texts(connection, customers));
      statement.setArray(7, texts(connection, actors));
      statement.setArray(8, texts(connection, addresses));
      statement.setArray(9, texts(connection, at));
      statement.executeUpdate();
    }
  }

  private static Array texts(Connection connection, @Nullable String[] texts) throws SQLException {
    return connection.createArrayOf("text", texts);
  }

  private record Recorded(ResetRequest request, Instant at) {}
}
