package dev.rekey.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.contract.ExpiredDataContract;
import dev.rekey.contract.Ports;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutWorkers.class)
@WithTestResource(LocalStackResource.class)
class PostgresExpiredDataTest extends ExpiredDataContract {
  private static final int ROWS = 3;

  @Inject PostgresPorts ports;
  @Inject DataSource dataSource;

  @Override
  protected Ports ports() {
    return ports;
  }

  @Test
  void whatSomebodyHoldsIsPassedBy() throws SQLException {
    try (Connection holder = dataSource.getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(
          "INSERT INTO request_windows (key, accepted, updated_at)"
              + " SELECT decode(lpad(n::text, 64, '0'), 'hex'), '{}', now() - interval '1 day'"
              + " FROM generate_series(1, 3) AS n");
      holder.commit();
      statement.execute("SELECT FROM request_windows ORDER BY key LIMIT 1 FOR UPDATE");

      assertThat(remove()).isEqualTo(ROWS - 1);

      holder.commit();
    }
    assertThat(remove()).isEqualTo(1);
  }

  private int remove() {
    return ports.expiredData().remove(ExpiredData.Kind.REQUEST_WINDOWS, Duration.ofHours(1), 100);
  }
}
