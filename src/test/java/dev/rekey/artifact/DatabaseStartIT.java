package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The first start on databases that are not empty, or not as the service needs them. The servers
/// and the start take six seconds.
class DatabaseStartIT {
  private static TestStack servers;

  @BeforeAll
  static void start() {
    servers = TestStack.start("artifact-database");
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /// Providers of managed databases put functions of their own into the schema.
  @Test
  void aFunctionInTheSchemaIsNoObstacle() throws Exception {
    try (Connection connection = servers.database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE FUNCTION provider() RETURNS int LANGUAGE sql RETURN 1");
    }

    try (Service service = servers.service("database", Map.of())) {
      Client.of(servers, service)
          .post("/password-resets", Map.of("email", "maria@example.com"))
          .expect(202);
    }
  }

  /// Another encoding has no place for `Łukasz`.
  @Test
  void aDatabaseWithoutUtf8IsRejected() throws Exception {
    try (Connection connection = servers.database().connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0 OWNER rekey");
    }
    Map<String, String> environment = new HashMap<>(servers.environment(Map.of()));
    environment.put(
        "QUARKUS_DATASOURCE_JDBC_URL",
        "jdbc:postgresql://localhost:%d/latin".formatted(servers.database().port()));

    ArtifactRun artifactRun = ArtifactRun.with(environment);

    assertThat(artifactRun.status()).isEqualTo(1);
    assertThat(artifactRun.err())
        .matches("Rekey can't start: [^\n]*\\.\n")
        .contains("QUARKUS_DATASOURCE_JDBC_URL", "LATIN1", "UTF8");
  }
}
