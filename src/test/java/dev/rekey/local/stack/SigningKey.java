package dev.rekey.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// RSA keys in PEM files, made up where they are needed.
public final class SigningKey {
  private static final int BITS = 2048;

  private SigningKey() {}

  /// The key of the local stack, which stays the same until `mvn clean`.
  public static Path ofTheLocalStack() {
    Path file = TargetFiles.created(TargetFiles.DIRECTORY).resolve("signing-key.pem");
    return Files.exists(file) ? file : make(file);
  }

  /// Makes a key of the usual length.
  public static Path make(Path file) {
    return make(file, BITS);
  }

  /// Makes a key.
  public static Path make(Path file, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      KeyPair pair = generator.generateKeyPair();
      // another process may be looking for it at this moment
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".pem");
      Files.writeString(fresh, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.writeString(
          file.resolveSibling(file.getFileName() + ".pub"),
          pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String pem(String what, byte[] octets) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets));
  }
}
