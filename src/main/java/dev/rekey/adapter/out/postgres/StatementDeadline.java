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

/// How long a statement may take, so that whoever asked is told within two seconds.
///
/// The server ends what takes longer. Where it says nothing any more, for it hangs or the network
/// does, the connection is given up a moment later. Migrations, which run before the service does,
/// take as long as they need.
@Singleton
class StatementDeadline implements AgroalPoolInterceptor {
  // more than the second after which PostgreSQL looks for deadlocks (deadlock_timeout): who loses
  // one is to run again, and who wins it to go on
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
