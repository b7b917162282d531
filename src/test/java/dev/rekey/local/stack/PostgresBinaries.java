package dev.rekey.local.stack;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked from the jar for this machine, and how to call them here.
///
/// The library that brings the jar could also run the server, but it cannot start one again on the
/// data that a killed one left, which is what the fault tests are about.
final class PostgresBinaries {

  private static final int NOBODY = 65534;

  private static @Nullable PostgresBinaries unpacked;

  private final Path home;
  private final Account account;

  /// PostgreSQL refuses to run as root, so root gives its rights away in one of two ways.
  private enum Account {
    ORDINARY,
    ROOT_IN_USER_NAMESPACE,
    ROOT_AS_NOBODY;

    List<String> prefix() {
      return switch (this) {
        case ORDINARY -> List.of();
        case ROOT_IN_USER_NAMESPACE -> List.of("unshare", "-U");
        case ROOT_AS_NOBODY ->
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
      };
    }

    static Account current() {
      if (new UnixSystem().getUid() != 0) {
        return ORDINARY;
      }
      // Containers often forbid user namespaces.
      return succeeds("unshare", "-U", "true") ? ROOT_IN_USER_NAMESPACE : ROOT_AS_NOBODY;
    }

    private static boolean succeeds(String... command) {
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private PostgresBinaries(Path home, Account account) {
    this.home = home;
    this.account = account;
  }

  /// Unpacks on the first call of a checkout, which takes two or three seconds. The directory is
  /// named after the archive's checksum, so that another version is unpacked beside the old one.
  static synchronized PostgresBinaries unpacked() {
    if (unpacked == null) {
      unpacked = unpack();
    }
    return unpacked;
  }

  private static PostgresBinaries unpack() {
    Account account = Account.current();
    try (InputStream stream =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine())) {
      byte[] archive = stream.readAllBytes();
      CRC32 checksum = new CRC32();
      checksum.update(archive);
      Path home = directory(account).resolve("postgresql-" + Long.toHexString(checksum.getValue()));
      if (!Files.exists(home)) {
        unpack(archive, home);
      }
      return new PostgresBinaries(home, account);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be unpacked", e);
    }
  }

  List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(account.prefix());
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  /// A new, empty directory that the server's account owns.
  Path newDirectory(String prefix) {
    try {
      Path directory = Files.createTempDirectory(directory(account), prefix);
      own(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives a file to the account that the server runs as.
  void own(Path file) throws IOException {
    if (account == Account.ROOT_AS_NOBODY) {
      Files.setAttribute(file, "unix:uid", NOBODY);
    }
  }

  /// The directory that holds each [#newDirectory].
  Path directory() {
    return directory(account);
  }

  /// The directory in which files stay that are of use to later runs.
  Path cache() {
    return account == Account.ROOT_AS_NOBODY
        ? directory()
        : TargetFiles.created(TargetFiles.cache());
  }

  /// Differs for each version of the programs.
  String version() {
    return String.valueOf(home.getFileName());
  }

  /// A checkout in root's home is closed to `nobody`, so its server lives in the temporary
  /// directory.
  private static Path directory(Account account) {
    return TargetFiles.created(
        account == Account.ROOT_AS_NOBODY
            ? Path.of(System.getProperty("java.io.tmpdir"), "rekey-local-stack")
            : TargetFiles.DIRECTORY);
  }

  /// Unpacks beside the place and moves the whole there, so that no half of it is ever used, also
  /// when two test runs begin at the same time.
  private static void unpack(byte[] archive, Path home) throws IOException {
    Path part = Files.createTempDirectory(home.getParent(), "unpacking-");
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, part.resolve(entry.getName()).normalize());
      }
    }
    try {
      Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      TargetFiles.delete(part);
      if (!Files.exists(home)) {
        throw e;
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Path directory = Objects.requireNonNull(target.getParent());
    Files.createDirectories(directory);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      boolean program = directory.endsWith("bin");
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static String system() {
    return isMac() ? "Darwin" : "Linux";
  }

  private static String machine() {
    String architecture = System.getProperty("os.arch");
    return architecture.equals("amd64") ? "x86_64" : architecture;
  }

  static boolean isMac() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
  }
}
