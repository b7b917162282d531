package dev.rekey.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/// A real Keycloak, from the distribution that Maven has put below `target/keycloak`.
///
/// What takes long is done once for a machine and kept in the user's cache directory, where `mvn
/// clean` does not reach: the distribution is unpacked, built for its options, and started once so
/// that its database has its tables. A start copies that database and takes a third of the time.
public final class Keycloak implements AutoCloseable {
  public static final String ADMINISTRATOR = "administrator";

  private static final Path ZIPS = Path.of("target", "keycloak").toAbsolutePath();
  private static final String DONE = "prepared";
  private static final String DATABASE = "keycloakdb";

  /// Generous: a machine that is busy with other builds is no reason to fail.
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final URI baseUri;

  private Keycloak(ChildProcess process, URI baseUri) {
    this.process = process;
    this.baseUri = baseUri;
  }

  /// Starts one with no realm but its own.
  public static Keycloak start(String name) {
    Path distribution = prepared();
    Path data = TargetFiles.DIRECTORY.resolve("keycloak-" + name);
    TargetFiles.delete(data);
    copy(distribution.resolve("template"), TargetFiles.created(data));
    return start(distribution, data, name, Map.of());
  }

  public URI baseUri() {
    return baseUri;
  }

  /// Lets it stand still with its connections open, until [#thaw].
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  @Override
  public void close() {
    process.stop(STOP);
  }

  private static Keycloak start(
      Path distribution, Path data, String name, Map<String, String> more) {
    int port = TargetFiles.freePort();
    int management = TargetFiles.freePort();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS_KC_HEAP", "-Xmx512m");
    // it lives for minutes: half the time of its start is what the better compiler takes
    environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    environment.put("KC_HTTP_ENABLED", "true");
    environment.put("KC_HOSTNAME_STRICT", "false");
    environment.put("KC_HTTP_HOST", "127.0.0.1");
    environment.put("KC_HTTP_PORT", Integer.toString(port));
    environment.put("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("KC_HTTP_MANAGEMENT_PORT", Integer.toString(management));
    environment.put(
        "KC_DB_URL",
        // without WRITE_DELAY what was answered may not be stored yet
        "jdbc:h2:file:%s;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
            .formatted(data.resolve(DATABASE)));
    ChildProcess process =
        ChildProcess.start(
            List.of("bash", distribution.resolve("bin/kc.sh").toString(), "start", "--optimized"),
            environment,
            ChildProcess.StopSignal.TERM,
            TargetFiles.log("keycloak-" + name));
    Keycloak keycloak = new Keycloak(process, URI.create("http://127.0.0.1:" + port));
    try {
      keycloak.awaitReady(URI.create("http://127.0.0.1:" + management + "/health/ready"));
    } catch (RuntimeException e) {
      process.kill();
      throw new IllegalStateException(
          "Keycloak does not start. The end of %s:%n%s"
              .formatted(process.log(), process.lastLines(20)),
          e);
    }
    return keycloak;
  }

  private void awaitReady(URI health) {
    HttpRequest ready = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Awaitility.await("Keycloak to be ready")
          .atMost(START)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(200))
          .failFast("It has ended", () -> !process.isAlive())
          .until(() -> {
            try {
              return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
              return false;
            }
          });
    }
  }

  private static synchronized Path prepared() {
    Path zip = zip();
    String name = Objects.requireNonNull(zip.getFileName()).toString().replace(".zip", "");
    Path cache = TargetFiles.created(TargetFiles.cache());
    Path distribution = cache.resolve(name);
    // two test runs of one machine may come here at once
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.exists(distribution.resolve(DONE))) {
        TargetFiles.delete(distribution);
        unpack(zip, distribution);
        ChildProcess.run(
            List.of(
                "bash",
                distribution.resolve("bin/kc.sh").toString(),
                "build",
                "--db=dev-file",
                "--health-enabled=true",
                "--cache=local"),
            TargetFiles.log("keycloak-build"));
        start(
                distribution,
                TargetFiles.created(distribution.resolve("template")),
                "template",
                Map.of(
                    "KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR,
                    "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR))
            .close();
        Files.createFile(distribution.resolve(DONE));
      }
      return distribution;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path zip() {
    try (DirectoryStream<Path> zips = Files.newDirectoryStream(ZIPS, "keycloak-*.zip")) {
      for (Path zip : zips) {
        return zip;
      }
    } catch (IOException none) {
      // said below
    }
    throw new IllegalStateException(
        "There is no distribution in %s: with -Dquick ask Maven for it with -Pkeycloak"
            .formatted(ZIPS));
  }

  /// Without the directory that everything is in.
  private static void unpack(Path zip, Path to) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path path = to.resolve(entry.getName().replaceFirst("^[^/]*/", "")).normalize();
        if (!path.startsWith(to)) {
          throw new IOException("An entry that would be elsewhere");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(entries, path);
        }
      }
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
