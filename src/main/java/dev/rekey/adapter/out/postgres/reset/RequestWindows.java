package dev.rekey.adapter.out.postgres.reset;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.domain.Digest;
import dev.rekey.domain.reset.SlidingWindow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Windows of the table `request_windows` and the database's time at which they were read.
///
/// Their locks make limits exact across threads and replicas. They are taken in the order of the
/// keys, so that two transactions cannot deadlock.
///
/// @param byKey the windows that exist
/// @param at the database's time
record RequestWindows(Map<Digest, SlidingWindow> byKey, Instant at) {
  private static final String LOCK =
      """
      INSERT INTO request_windows AS w (key, accepted)
      SELECT key, '{}' FROM unnest(?::bytea[]) AS key ORDER BY key
      ON CONFLICT (key) DO UPDATE SET updated_at = clock_timestamp()
      RETURNING key, accepted, clock_timestamp() AS at
      """;

  // one row at least, for the time
  private static final String READ =
      """
      SELECT w.key, w.accepted, clock_timestamp() AS at
      FROM (VALUES (1)) AS one LEFT JOIN request_windows w ON w.key = ANY (?::bytea[])
      """;

  private static final String STORE =
      """
      UPDATE request_windows w SET accepted = u.accepted::bigint[]
      FROM unnest(?::bytea[], ?::text[]) AS u (key, accepted) WHERE w.key = u.key
      """;

  // A limited use leaves no row: otherwise limited clients could fill the table.
  private static final String FORGET =
      "DELETE FROM request_windows WHERE key = ANY (?::bytea[]) AND accepted = '{}'";

  private static final int ATTEMPTS = 3;

  /// Runs `work` in a transaction of its own, again if it loses a race, and commits it.
  static <T> T inTransaction(DataSource dataSource, Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(dataSource, work);
      } catch (SQLException failure) {
        if (attempt == ATTEMPTS || !Database.isLostRace(failure)) {
          throw Database.translate(failure);
        }
      }
    }
  }

  private static <T> T once(DataSource dataSource, Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException alreadyGone) {
      failure.addSuppressed(alreadyGone);
    }
  }

  /// Reads the windows of `keys` without a lock.
  static RequestWindows read(Connection connection, SortedSet<Digest> keys) throws SQLException {
    return windows(connection, READ, keys);
  }

  /// Locks and reads the windows of `keys` until the transaction ends.
  static RequestWindows lock(Connection connection, SortedSet<Digest> keys) throws SQLException {
    return windows(connection, keys.isEmpty() ? READ : LOCK, keys);
  }

  private static RequestWindows windows(Connection connection, String sql, SortedSet<Digest> keys)
      throws SQLException {
    Map<Digest, SlidingWindow> byKey = new HashMap<>();
    Instant at = Instant.MIN;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, digests(connection, keys));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Instant read = rows.getTimestamp("at").toInstant().truncatedTo(ChronoUnit.MICROS);
          at = read.isAfter(at) ? read : at;
          byte[] key = rows.getBytes("key");
          if (key != null) {
            byKey.put(Digest.restore(key), window(rows.getArray("accepted")));
          }
        }
      }
    }
    return new RequestWindows(byKey, at);
  }

  private static SlidingWindow window(Array accepted) throws SQLException {
    return new SlidingWindow(
        Arrays.stream((Long[]) accepted.getArray())
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
            .toList());
  }

  /// Stores windows that are locked.
  static void store(Connection connection, Map<Digest, SlidingWindow> changed) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STORE)) {
      bind(connection, statement, changed);
      statement.executeUpdate();
    }
  }

  /// Binds `changed` as the first two parameters.
  static void bind(
      Connection connection, PreparedStatement statement, Map<Digest, SlidingWindow> changed)
      throws SQLException {
    List<Digest> keys = List.copyOf(changed.keySet());
    statement.setArray(1, digests(connection, keys));
    statement.setArray(
        2,
        connection.createArrayOf(
            "text", keys.stream().map(changed::get).map(RequestWindows::array).toArray()));
  }

  /// Removes the windows of `keys` that contain nothing.
  static void forget(Connection connection, Collection<Digest> keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setArray(1, digests(connection, keys));
      statement.executeUpdate();
    }
  }

  private static Array digests(Connection connection, Collection<Digest> keys) throws SQLException {
    return connection.createArrayOf(
        "bytea", keys.stream().map(Digest::octets).toArray(byte[][]::new));
  }

  private static String array(SlidingWindow window) {
    return window.accepted().stream()
        .map(at -> Long.toString(micros(at)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// The column's form of an instant.
  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  /// An operation on a connection.
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
