package dev.rekey.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A PostgreSQL server of our own: new and empty at each start, gone when it is closed, and able to
/// be killed and started again on what it had written, as the fault tests want it.
///
/// The service's role owns its database and is no superuser, as it should be in production.
public final class Database implements AutoCloseable {

  private static final String NAME = "rekey";
  private static final String PASSWORD = "rekey";
  private static final String SUPERUSER = "postgres";
  private static final String SUPERUSER_PASSWORD = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What a caller may choose: the name is that of the log file, `port` 0 is any free one, and
  /// `parameters` are those of `postgresql.conf`.
  public record Settings(String name, boolean fsync, int port, Map<String, String> parameters) {

    /// Writes reach the disk before a commit returns: for `bin/run`, for benchmarks, and wherever
    /// something is killed.
    public static Settings durable(String name) {
      return new Settings(name, true, 0, Map.of());
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
              "pg_stat_statements,auto_explain"));
    }

    public Settings onPort(int port) {
      return new Settings(name, fsync, port, parameters);
    }

    public Settings with(String parameter, String value) {
      Map<String, String> more = new HashMap<>(parameters);
      more.put(parameter, value);
      return new Settings(name, fsync, port, Map.copyOf(more));
    }
  }

  private final Settings settings;
  private final PostgresBinaries binaries;
  private final Path home;
  private final Path data;
  private final Path log;
  private final int port;
  private ChildProcess server;

  private Database(Settings settings) {
    this.settings = settings;
    binaries = PostgresBinaries.unpacked();
    deleteWhatKilledRunsLeft();
    home = binaries.newDirectory("data-" + ProcessHandle.current().pid() + "-");
    data = home.resolve("cluster");
    log = Workspace.log(settings.name());
    port = settings.port() == 0 ? Workspace.freePort() : settings.port();
    initialize();
    server = startServer();
    createRoleAndDatabase();
  }

  public static Database start(Settings settings) {
    return new Database(settings);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:%d/%s".formatted(port, NAME);
  }

  public String username() {
    return NAME;
  }

  public String password() {
    return PASSWORD;
  }

  /// The service's database with a superuser's rights, name and password included.
  public String superuserJdbcUrl() {
    return superuserJdbcUrl(NAME);
  }

  public int port() {
    return port;
  }

  public long pid() {
    return server.pid();
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
    server.kill();
  }

  /// Lets the server and all its processes stand still: its connections stay open and nothing is
  /// said on them.
  public void freeze() {
    server.freeze();
  }

  /// Lets a server that stands still go on.
  public void thaw() {
    server.thaw();
  }

  /// Starts a killed or stopped server again, on the same port and on what it had written.
  public void startAgain() {
    if (server.isAlive()) {
      throw new IllegalStateException("The database is running already");
    }
    server = startServer();
  }

  /// Stops the server in an orderly way: clients are cut off, what is committed is kept.
  public void stop() {
    server.stop(PATIENCE);
  }

  public void restart() {
    stop();
    startAgain();
  }

  @Override
  public void close() {
    stop();
    Workspace.delete(home);
  }

  private void initialize() {
    Path password = home.resolve("superuser-password");
    try {
      Files.writeString(password, SUPERUSER_PASSWORD);
      binaries.own(password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess.run(
        binaries.command(
            "initdb",
            List.of(
                "--pgdata=" + data,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                // pg_trgm takes from here what a letter is; with plain C only ASCII would be.
                "--lc-ctype=" + (PostgresBinaries.isMac() ? "en_US.UTF-8" : "C.UTF-8"),
                "--no-sync",
                "--no-instructions")),
        log);
  }

  private ChildProcess startServer() {
    List<String> arguments =
        new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    Map<String, String> parameters = new HashMap<>(settings.parameters());
    parameters.put("fsync", settings.fsync() ? "on" : "off");
    parameters.put("listen_addresses", "localhost");
    parameters.put("unix_socket_directories", "");
    parameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    // SIGINT is PostgreSQL's "fast" shutdown; SIGTERM would wait for clients to leave.
    ChildProcess started =
        ChildProcess.start(
            binaries.command("postgres", arguments), Map.of(), ChildProcess.StopSignal.INT, log);
    try {
      Awaitility.await("PostgreSQL to take connections")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .failFast("It has ended", () -> !started.isAlive())
          .until(this::takesConnections);
    } catch (RuntimeException e) {
      started.kill();
      throw new IllegalStateException("PostgreSQL does not start:\n" + started.lastLines(20), e);
    }
    return started;
  }

  private boolean takesConnections() {
    try (Connection connection =
        DriverManager.getConnection(superuserJdbcUrl(SUPERUSER) + "&loginTimeout=5")) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private void createRoleAndDatabase() {
    try (Connection connection = DriverManager.getConnection(superuserJdbcUrl(SUPERUSER));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(NAME, PASSWORD));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("The role and the database cannot be created", e);
    }
  }

  private String superuserJdbcUrl(String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
        .formatted(port, database, SUPERUSER, SUPERUSER_PASSWORD);
  }

  /// A server's directory carries the id of the JVM that made it.
  private void deleteWhatKilledRunsLeft() {
    try (Stream<Path> siblings = Files.list(binaries.directory())) {
      siblings.filter(Database::isAbandoned).forEach(Workspace::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAbandoned(Path directory) {
    String[] name = directory.getFileName().toString().split("-", 3);
    return name[0].equals("data")
        && ProcessHandle.of(Long.parseLong(name[1])).filter(ProcessHandle::isAlive).isEmpty();
  }
}
