package dev.rekey.local.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database for the service, in a PostgreSQL server of its own: new at each start, gone when it
/// is closed, and able to be killed and started again on what it had written, as the fault tests
/// want it. [#createIn] makes one in a server that others use too.
///
/// The service's role owns its database and is no superuser, as it should be in production.
public final class Database implements AutoCloseable {

  private static final String NAME = "rekey";
  private static final String PASSWORD = "rekey";

  /// What a superuser executes in a server that [PostgresServer#initialize] made.
  static final List<String> ROLE_AND_DATABASE =
      List.of(
          "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(NAME, PASSWORD),
          "CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));

  /// What a caller may choose: the name is that of the log file, `port` 0 is any free one, and
  /// `parameters` are those of `postgresql.conf`.
  public record Settings(
      String name,
      boolean fsync,
      int port,
      Map<String, String> parameters,
      ClusterTemplate template) {

    /// Writes reach the disk before a commit returns: for `bin/run`, for benchmarks, and wherever
    /// something is killed.
    public static Settings durable(String name) {
      return new Settings(name, true, 0, Map.of(), ClusterTemplate.empty());
    }

    /// Several times as fast, and lost in a power cut: for tests. Statements can be counted and
    /// explained.
    public static Settings fast(String name) {
      return new Settings(
          name,
          false,
          0,
          Map.of(
              "full_page_writes",
              "off",
              "shared_preload_libraries",
              "pg_stat_statements,auto_explain"),
          ClusterTemplate.empty());
    }

    public Settings onPort(int port) {
      return new Settings(name, fsync, port, parameters, template);
    }

    /// Starts with what `template` holds instead of an empty database.
    public Settings on(ClusterTemplate template) {
      return new Settings(name, fsync, port, parameters, template);
    }

    public Settings with(String parameter, String value) {
      Map<String, String> more = new HashMap<>(parameters);
      more.put(parameter, value);
      return new Settings(name, fsync, port, Map.copyOf(more), template);
    }
  }

  private final String name;
  private final int port;
  private final @Nullable PostgresServer server;

  private Database(String name, int port, @Nullable PostgresServer server) {
    this.name = name;
    this.port = port;
    this.server = server;
  }

  private Database(PostgresServer server) {
    this(NAME, server.port(), server);
  }

  public static Database start(Settings settings) {
    PostgresBinaries binaries = PostgresBinaries.unpacked();
    Path data = PostgresServer.newDirectory(binaries);
    settings.template().copyTo(data, binaries);
    return new Database(new PostgresServer(settings, binaries, data));
  }

  /// Starts a server on `data` itself, with nothing of it on the disk before it is stopped.
  static Database startOn(Path data, PostgresBinaries binaries) {
    return new Database(
        new PostgresServer(
            Settings.fast("cluster-template")
                // keeps the files small
                .with("max_wal_size", "64MB"),
            binaries,
            data));
  }

  /// Copies the database of the server at `port` within that server. Nothing may be connected to
  /// the original. The copy is dropped when it is closed.
  static Database createIn(int port, String name) {
    Database copy = new Database(name, port, null);
    execute(
        PostgresServer.superuserJdbcUrl(port),
        List.of("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, NAME, NAME)));
    return copy;
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:%d/%s".formatted(port, name);
  }

  public String username() {
    return NAME;
  }

  public String password() {
    return PASSWORD;
  }

  /// The service's database with a superuser's rights, name and password included.
  public String superuserJdbcUrl() {
    return PostgresServer.superuserJdbcUrl(port, name);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return ownServer().process().pid();
  }

  /// A connection with the rights that the service has.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), username(), password());
  }

  public Connection connectAsSuperuser() throws SQLException {
    return DriverManager.getConnection(superuserJdbcUrl());
  }

  /// Kills the server and all its processes, as a power cut would.
  public void killHard() {
    ownServer().process().kill();
  }

  /// Lets the server and all its processes stand still: its connections stay open and nothing is
  /// said on them.
  public void freeze() {
    ownServer().process().freeze();
  }

  /// Lets a server that stands still go on.
  public void thaw() {
    ownServer().process().thaw();
  }

  /// Starts a killed or stopped server again, on the same port and on what it had written.
  public void startAgain() {
    ownServer().startAgain();
  }

  /// Stops the server in an orderly way: clients are cut off, what is committed is kept.
  public void stop() {
    ownServer().stop();
  }

  public void restart() {
    stop();
    startAgain();
  }

  @Override
  public void close() {
    if (server == null) {
      execute(
          PostgresServer.superuserJdbcUrl(port),
          List.of("DROP DATABASE %s WITH (FORCE)".formatted(name)));
    } else {
      server.stop();
      server.deleteFiles();
    }
  }

  void createRoleAndDatabase() {
    execute(PostgresServer.superuserJdbcUrl(port), ROLE_AND_DATABASE);
  }

  private PostgresServer ownServer() {
    if (server == null) {
      throw new IllegalStateException("Other applications use the server of this database");
    }
    return server;
  }

  private static void execute(String jdbcUrl, List<String> statements) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
