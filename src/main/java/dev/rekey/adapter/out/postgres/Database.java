package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.store.StoreId;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Executes statements on the connection of the current transaction, or on a separate connection
/// without a transaction. Translates outages into [TemporarilyUnavailable].
///
/// Statements that decide a race, claim work or move a batch are written in SQL, so that they can
/// be reviewed and explained. All else uses Panache.
@ApplicationScoped
public class Database {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry transactions;

  Database(DataSource dataSource, TransactionSynchronizationRegistry transactions) {
    this.dataSource = dataSource;
    this.transactions = transactions;
  }

  /// Runs `action` once the current transaction has committed.
  public void afterCommit(Runnable action) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              action.run();
            }
          }
        });
  }

  /// Executes a statement and returns its row count.
  public int update(String sql, @Nullable Object... parameters) {
    return with(connection -> {
      try (PreparedStatement statement = prepare(connection, sql, parameters)) {
        return statement.executeUpdate();
      }
    });
  }

  /// Executes a statement that changes at most one row, and returns whether it did. A larger row
  /// count is a bug and aborts the transaction.
  public boolean updateOne(String sql, @Nullable Object... parameters) {
    int rows = update(sql, parameters);
    if (rows > 1) {
      throw new IllegalStateException(rows + " rows changed instead of one");
    }
    return rows == 1;
  }

  /// Returns all rows of a query.
  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    return with(connection -> {
      try (PreparedStatement statement = prepare(connection, sql, parameters);
          ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return all;
      }
    });
  }

  /// Returns the first row of a query, if there is one.
  public <T> Optional<T> queryOne(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    return query(sql, reader, parameters).stream().findFirst();
  }

  /// Runs `work` with a connection.
  <T> T with(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.run(connection);
    } catch (SQLException failure) {
      throw translate(failure);
    }
  }

  /// Runs a look-up that uses Panache. It reads all rows again: entities in Hibernate's session may
  /// be older than the statements of the same transaction.
  public <T> T read(Supplier<T> lookUp) {
    // Hibernate closes its session with the request context; background threads have none
    ManagedContext context = Arc.container().requestContext();
    boolean own = !context.isActive();
    if (own) {
      context.activate();
    }
    try {
      Panache.getEntityManager().clear();
      return lookUp.get();
    } catch (RuntimeException failure) {
      throw translate(failure);
    } finally {
      if (own) {
        context.terminate();
      }
    }
  }

  /// Translates a failure into the exception to throw: [TemporarilyUnavailable] for an outage.
  public static RuntimeException translate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TemporarilyUnavailable outage) {
        return outage;
      }
      if (cause instanceof SQLException sql && isOutage(sql.getSQLState())) {
        return new TemporarilyUnavailable(
            "PostgreSQL is not available (SQLSTATE " + sql.getSQLState() + ")",
            RETRY_AFTER,
            failure);
      }
    }
    return failure instanceof RuntimeException unexpected
        ? unexpected
        : new IllegalStateException(failure);
  }

  /// Returns whether the statement lost a race and may be retried: a serialization failure or a
  /// deadlock (PostgreSQL, appendix A, class 40).
  public static boolean isLostRace(Throwable failure) {
    return hasState(failure, "40");
  }

  /// Returns whether the statement violates a unique constraint.
  static boolean isUniqueViolation(Throwable failure) {
    return hasState(failure, "23505");
  }

  private static boolean hasState(Throwable failure, String prefix) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  // The pool throws without an SQLSTATE if it has no free connection.
  private static boolean isOutage(@Nullable String state) {
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.equals("57014")
        || state.equals("55P03")
        || state.startsWith("40");
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        bind(connection, statement, i + 1, parameters[i]);
      }
      return statement;
    } catch (SQLException | RuntimeException failure) {
      statement.close();
      throw failure;
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int index, @Nullable Object parameter)
      throws SQLException {
    switch (parameter) {
      case Instant instant -> statement.setTimestamp(index, Timestamp.from(instant));
      case ClientAddress address -> statement.setString(index, address.toString());
      case CustomerId id -> statement.setString(index, id.value());
      case Digest digest -> statement.setBytes(index, digest.octets());
      case StoreId store -> statement.setString(index, store.value());
      case byte[][] digests -> statement.setArray(index, array(connection, "bytea", digests));
      case Object[] texts -> statement.setArray(index, array(connection, "text", texts));
      case null, default -> statement.setObject(index, parameter);
    }
  }

  private static Array array(Connection connection, String type, Object[] elements)
      throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  /// Maps the current row of a result.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// An operation on a connection.
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
