package dev.rekey.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Where the local stack keeps its files: below `target`, so that `mvn clean` removes them, and
/// what is of use to later builds in [#cache].
public final class TargetFiles {

  /// Everything is started from the project's directory: by `bin/run`, by Maven and by IDEs.
  public static final Path DIRECTORY = Path.of("target", "local-stack").toAbsolutePath();

  private TargetFiles() {}

  public static Path log(String name) {
    return created(DIRECTORY.resolve("logs")).resolve(name + ".log");
  }

  /// The user's cache directory, for what is made once for a machine: `mvn clean` does not reach
  /// it.
  static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("rekey");
  }

  public static Path created(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes a directory with all that is in it; files that vanish meanwhile are no failure.
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A port that no program listens on at the moment. It is below the ports of outgoing connections
  /// (RFC 6335, section 6): one of those could take it before it is used.
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException taken) {
        // the next one
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
