package dev.rekey.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {

  private static Database database;

  @BeforeAll
  static void start() {
    database = Database.start(Database.Settings.durable("database-test"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void theServicesRoleIsNoSuperuserAndMayCreateTheTrigramExtension() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThat(answer(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");

      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");

      assertThat(answer(statement, "SELECT similarity('Émilie', 'Émile') > 0.4")).isEqualTo("t");
    }
  }

  @Test
  void whatWasCommittedSurvivesAKill() throws SQLException {
    int port = database.port();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 1 AS one");
    }

    database.killHard();
    database.startAgain();

    assertThat(database.port()).isEqualTo(port);
    try (Connection connection = database.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      assertThat(answer(statement, "SELECT one FROM kept")).isEqualTo("1");
      assertThat(answer(statement, "SHOW fsync")).isEqualTo("on");
    }
  }

  @Test
  void aNewServerHoldsNothingOfAnEarlierOne() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE of_the_first (one int)");
    }

    try (Database second = Database.start(Database.Settings.fast("database-test-second"));
        Connection connection = second.connect();
        Statement statement = connection.createStatement()) {
      assertThat(answer(statement, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
          .isEqualTo("0");
    }
  }

  @Test
  void databasesInTheSharedServerAreMigratedAndSeparate() throws SQLException {
    try (Database one = SharedServer.createDatabase();
        Database other = SharedServer.createDatabase();
        Connection connection = one.connect();
        Connection otherConnection = other.connect();
        Statement statement = connection.createStatement();
        Statement otherStatement = otherConnection.createStatement()) {
      assertThat(one.port()).isEqualTo(other.port());
      statement.execute("DELETE FROM settings");

      assertThat(answer(otherStatement, "SELECT count(*) FROM settings")).isEqualTo("1");
      assertThatIllegalStateException().isThrownBy(one::killHard);
    }
  }

  private static String answer(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
