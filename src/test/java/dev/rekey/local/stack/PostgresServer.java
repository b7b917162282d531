package dev.rekey.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.postgresql.Driver;

/// A PostgreSQL server on one directory and one port, through kills and restarts.
final class PostgresServer {
  private static final String SUPERUSER = "postgres";
  private static final String SUPERUSER_PASSWORD = "postgres";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static {
    // each class loader of Quarkus has its own driver, which registers itself when it is loaded
    Driver.isRegistered();
  }

  private final PostgresBinaries binaries;
  private final Path data;
  private final Path log;
  private final int port;
  private final List<String> arguments;
  private ChildProcess process;

  /// Starts it on `data`, which [#initialize] or a copy has filled.
  PostgresServer(Database.Settings settings, PostgresBinaries binaries, Path data) {
    this.binaries = binaries;
    this.data = data;
    log = TargetFiles.log(settings.name());
    port = settings.port() == 0 ? TargetFiles.freePort() : settings.port();
    arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    Map<String, String> parameters = new HashMap<>(settings.parameters());
    parameters.put("fsync", settings.fsync() ? "on" : "off");
    parameters.put("listen_addresses", "localhost");
    parameters.put("unix_socket_directories", "");
    parameters.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    process = startProcess();
  }

  /// Fills `data`, an empty directory of the server's account, with the files of a new server.
  static void initialize(Path data, PostgresBinaries binaries) {
    try {
      Path password = Files.createTempFile(data.getParent(), "superuser-password-", "");
      try {
        Files.writeString(password, SUPERUSER_PASSWORD);
        binaries.own(password);
        ChildProcess.run(
            binaries.command("initdb", initdbArguments(data, password)), TargetFiles.log("initdb"));
      } finally {
        Files.delete(password);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> initdbArguments(Path data, Path password) {
    return List.of(
        "--pgdata=" + data,
        "--username=" + SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        // pg_trgm takes from here what a letter is; with plain C only ASCII would be.
        "--lc-ctype=" + (PostgresBinaries.isMac() ? "en_US.UTF-8" : "C.UTF-8"),
        "--no-sync",
        "--no-instructions");
  }

  /// A new directory for the data of a server. Those of JVMs that were killed are deleted.
  static Path newDirectory(PostgresBinaries binaries) {
    try (Stream<Path> siblings = Files.list(binaries.directory())) {
      siblings.filter(PostgresServer::isAbandoned).forEach(TargetFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return binaries.newDirectory("data-" + ProcessHandle.current().pid() + "-");
  }

  /// The name of each such directory has the id of the JVM that made it.
  private static boolean isAbandoned(Path directory) {
    String[] name = directory.getFileName().toString().split("-", 3);
    return name[0].equals("data")
        && ProcessHandle.of(Long.parseLong(name[1])).filter(ProcessHandle::isAlive).isEmpty();
  }

  int port() {
    return port;
  }

  ChildProcess process() {
    return process;
  }

  void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException("The database is running already");
    }
    process = startProcess();
  }

  /// Stops it in an orderly way: clients are cut off, what is committed is kept.
  void stop() {
    process.stop(TIMEOUT);
  }

  void deleteFiles() {
    TargetFiles.delete(data);
  }

  /// The address of a database in the server at `port`, with the superuser's name and password.
  static String superuserJdbcUrl(int port, String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
        .formatted(port, database, SUPERUSER, SUPERUSER_PASSWORD);
  }

  /// The address of the database that every server has.
  static String superuserJdbcUrl(int port) {
    return superuserJdbcUrl(port, SUPERUSER);
  }

  private ChildProcess startProcess() {
    // SIGINT is PostgreSQL's "fast" shutdown; SIGTERM would wait for clients to leave.
    ChildProcess started =
        ChildProcess.start(
            binaries.command("postgres", arguments), Map.of(), ChildProcess.StopSignal.INT, log);
    try {
      Awaitility.await("PostgreSQL to take connections")
          .atMost(TIMEOUT)
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
        DriverManager.getConnection(superuserJdbcUrl(port) + "&loginTimeout=5")) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }
}
