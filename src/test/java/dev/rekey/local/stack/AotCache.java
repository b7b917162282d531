package dev.rekey.local.stack;

import dev.rekey.local.load.Links;
import dev.rekey.local.mailbox.Mailbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The JDK's AOT cache of the packaged service: classes that are parsed, verified and linked
/// already.
///
/// The build creates it once after packaging, and each start of the service uses it. The JVM
/// ignores a cache that is damaged, or does not fit its own version or the size or modification
/// time of a jar. So a start never fails because of a cache, and needs none.
public final class AotCache {

  private static final Path FILE = TargetFiles.DIRECTORY.resolve("service.aot");
  private static final Path KEY = TargetFiles.DIRECTORY.resolve("service.aot.key");
  private static final Path LOCK = TargetFiles.DIRECTORY.resolve("service.aot.lock");

  /// All jars get this modification time, so that the cache outlives a build with the same content.
  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

  /// The training run writes the cache when it stops: one minute on a busy machine.
  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);

  private AotCache() {}

  /// The JVM options for a start of the packaged service; empty without a cache of this package.
  public static List<String> options() {
    try {
      if (!Files.exists(FILE)
          || Files.getLastModifiedTime(Service.ARTIFACT).compareTo(MODIFIED) != 0) {
        return List.of();
      }
      return List.of("-XX:AOTCache=" + FILE, "-XX:AOTMode=auto");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Creates the cache unless there is one for the same jars and the same JVM.
  public static void main(String[] arguments) throws IOException {
    Logger.getLogger("").setLevel(Level.WARNING);
    TargetFiles.created(TargetFiles.DIRECTORY);
    // Two test runs in one directory may start at the same time.
    try (FileChannel channel =
            FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      List<Path> jars = jars();
      String key = key(jars);
      boolean current =
          Files.exists(FILE) && Files.exists(KEY) && Files.readString(KEY).equals(key);
      if (!current) {
        Files.deleteIfExists(FILE);
      }
      for (Path jar : jars) {
        Files.setLastModifiedTime(jar, MODIFIED);
      }
      if (!current) {
        create();
        Files.writeString(KEY, key);
      }
    }
  }

  private static void create() throws IOException {
    Path output = FILE.resolveSibling("service.aot.part");
    Files.deleteIfExists(output);
    train(output);
    if (!Files.exists(output)) {
      throw new IllegalStateException(
          "The JVM wrote no AOT cache; see " + TargetFiles.log("aot-cache"));
    }
    Files.move(output, FILE, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Runs the service through what most starts do: migrations, administration, a reset, the pages.
  private static void train(Path output) {
    TargetFiles.delete(TargetFiles.log("aot-cache"));
    try (Database database = Database.start(Database.Settings.fast("aot-cache"));
        Mailbox mailbox = Mailbox.start();
        IdentityProvider identityProvider = IdentityProvider.start()) {
      Map<String, String> environment =
          Service.environment(TargetFiles.freePort(), database, mailbox, identityProvider);
      environment.put("REKEY_PAGES_STOREFRONT", "true");
      environment.put("REKEY_PAGES_ADMINISTRATION", "true");
      Service service =
          Service.startWith(List.of("-XX:AOTCacheOutput=" + output), "aot-cache", environment);
      try (HttpClient client = HttpClient.newHttpClient();
          Links links = new Links(List.of(service.baseUri()))) {
        DemoData.provision(service.baseUri(), identityProvider.token("aot-cache", "store-admin"));
        String email = DemoData.CUSTOMERS.getFirst().email();
        require(202, links.requestReset(email));
        require(204, links.confirm(mailbox.awaitMessageTo(email).token(), "another-password"));
        require(200, links.signIn(email, "another-password"));
        for (String path : List.of("/forgot-password", "/sign-in")) {
          require(200, get(client, service.baseUri().resolve(path)));
        }
        for (String path : List.of("/q/metrics", "/q/openapi")) {
          require(200, get(client, service.managementUri().resolve(path)));
        }
      } finally {
        service.stop(STOP_TIMEOUT);
      }
    }
  }

  private static int get(HttpClient client, URI uri) {
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void require(int expected, int status) {
    if (status != expected) {
      throw new IllegalStateException("Status %d instead of %d".formatted(status, expected));
    }
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(Service.ARTIFACT.getParent()))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /// A digest of the JVM's version and of the names and contents of the jars.
  private static String key(List<Path> jars) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
      for (Path jar : jars) {
        digest.update(jar.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
