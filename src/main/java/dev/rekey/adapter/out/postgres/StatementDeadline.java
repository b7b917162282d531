package dev.rekey.adapter.out.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// Limits the duration of each statement, so that a client gets a response within 2 s.
///
/// The server cancels a statement after its timeout. If the server or the network is silent, the
/// client closes the connection shortly after. Migrations run before the service starts and have no
/// limit.
@Singleton
class StatementDeadline implements AgroalPoolInterceptor {
  // longer than PostgreSQL's deadlock_timeout of 1 s: the loser of a deadlock must be retried, and
  // the winner must go on
  private static final Duration SERVER = Duration.ofMillis(1300);
  private static final Duration CLIENT = Duration.ofMillis(1400);

  private static final String SET = "SELECT set_config('statement_timeout', ?, false)";

  private volatile boolean started;

  void start(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      AgroalDataSource dataSource) {
    started = true;
    dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
  }

  @Override
  public void onConnectionCreate(Connection connection) {
    try {
      if (started) {
        connection.setNetworkTimeout(Runnable::run, (int) CLIENT.toMillis());
        try (PreparedStatement statement = connection.prepareStatement(SET)) {
          statement.setString(1, Long.toString(SERVER.toMillis()));
          statement.execute();
        }
      } else {
        connection.setNetworkTimeout(Runnable::run, 0);
      }
    } catch (SQLException failure) {
      throw Database.translate(failure);
    }
  }
}
