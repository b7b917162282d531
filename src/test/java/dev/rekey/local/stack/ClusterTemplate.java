package dev.rekey.local.stack;

import dev.rekey.local.fixture.SampleData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// The files of a stopped PostgreSQL server, which a new server starts on a copy of.
///
/// A template is made once for a machine and kept in the user's cache directory, where `mvn clean`
/// does not reach. Its directory carries a digest of all that it is made of. When that changes, the
/// template is made again and the previous one is deleted.
public final class ClusterTemplate {
  private static final Path MIGRATIONS =
      Path.of("src", "main", "resources", "db", "migration").toAbsolutePath();

  private final String name;
  private final String digest;
  private final @Nullable ClusterTemplate base;
  private final Content content;

  /// What is added to the base.
  private interface Content {
    void addTo(Database database) throws SQLException;
  }

  private ClusterTemplate(
      String name, String ingredients, @Nullable ClusterTemplate base, Content content) {
    this.name = name;
    this.digest = digest(ingredients + (base == null ? "" : base.digest));
    this.base = base;
    this.content = content;
  }

  /// The role of the service, and its database without a table.
  public static ClusterTemplate empty() {
    return new ClusterTemplate(
        "empty",
        PostgresBinaries.unpacked().version()
            + PostgresServer.initdbArguments(Path.of("data"), Path.of("password"))
            + Database.ROLE_AND_DATABASE,
        null,
        Database::createRoleAndDatabase);
  }

  /// The tables of the service, without a row.
  public static ClusterTemplate migrated() {
    return new ClusterTemplate(
        "migrated",
        migrations(),
        empty(),
        database ->
            Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("filesystem:" + MIGRATIONS)
                .load()
                .migrate());
  }

  /// The tables of the service with [SampleData].
  public static ClusterTemplate sampleData(long customers, long resetRequests) {
    return new ClusterTemplate(
        "sample-data",
        customers + " " + resetRequests + " " + classFile(SampleData.class),
        migrated(),
        database -> {
          try (Connection connection = database.connect()) {
            SampleData.insert(connection, customers, resetRequests);
          }
        });
  }

  /// Copies the template to `data`, an empty directory. Makes the template first if this machine
  /// does not have it.
  void copyTo(Path data, PostgresBinaries binaries) {
    Path cache = binaries.cache();
    Path kept = cache.resolve(prefix() + digest);
    // the lock also keeps the template from being deleted while it is copied
    synchronized (ClusterTemplate.class) {
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(prefix() + "lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (!Files.exists(kept)) {
          deletePrevious(cache);
          Files.move(made(cache, binaries), kept, StandardCopyOption.ATOMIC_MOVE);
        }
        // keeps the owner, and shares the blocks where the file system can
        ChildProcess.run(
            List.of("cp", "-Rp", kept + "/.", data.toString()),
            TargetFiles.log("cluster-template"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path made(Path cache, PostgresBinaries binaries) throws IOException {
    Path unfinished = Files.createDirectory(cache.resolve(prefix() + "unfinished"));
    binaries.own(unfinished);
    if (base == null) {
      PostgresServer.initialize(unfinished, binaries);
    } else {
      base.copyTo(unfinished, binaries);
    }
    Database database = Database.startOn(unfinished, binaries);
    try {
      content.addTo(database);
    } catch (SQLException e) {
      throw new IllegalStateException("The template %s cannot be made".formatted(name), e);
    } finally {
      database.stop();
    }
    ChildProcess.run(
        binaries.command("initdb", List.of("--sync-only", "--pgdata=" + unfinished)),
        TargetFiles.log("initdb"));
    return unfinished;
  }

  private void deletePrevious(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      files
          .filter(
              file -> Objects.requireNonNull(file.getFileName()).toString().startsWith(prefix()))
          .filter(Files::isDirectory)
          .forEach(TargetFiles::delete);
    }
  }

  private String prefix() {
    return "postgresql-" + name + "-";
  }

  private static String migrations() {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      List<String> contents = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        contents.add(file.getFileName() + "\n" + Files.readString(file));
      }
      return String.join("\n", contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classFile(Class<?> type) {
    try (InputStream file =
        Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      return HexFormat.of().formatHex(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
