package dev.rekey.adapter.out.compromised;

import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.domain.password.Password;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A list of compromised passwords by their SHA-1 digests, the format in which breach lists are
/// published. SHA-1 only finds entries here; it protects nothing.
public final class CompromisedPasswordList implements CompromisedPasswords {
  private static final int DIGITS = 40;

  private final Lookup lookup;

  private CompromisedPasswordList(Lookup lookup) {
    this.lookup = lookup;
  }

  /// Loads the short list of the most common passwords that is part of the service.
  public static CompromisedPasswordList builtIn() {
    try (InputStream list =
        CompromisedPasswordList.class.getResourceAsStream("/common-passwords.txt")) {
      if (list == null) {
        throw new IllegalStateException("Missing /common-passwords.txt");
      }
      Set<String> digests =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .map(line -> digest(line.getBytes(StandardCharsets.UTF_8)))
              .collect(Collectors.toUnmodifiableSet());
      return new CompromisedPasswordList(digests::contains);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Opens a file with one digest at the start of each line (`DIGEST` or `DIGEST:COUNT`), in upper
  /// case and sorted. The file may be far larger than memory: a binary search reads about 40 lines.
  public static CompromisedPasswordList of(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new CompromisedPasswordList(digest -> search(channel, digest));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public boolean contains(Password password) {
    return lookup.contains(digest(password.octets()));
  }

  private static boolean search(FileChannel file, String wanted) {
    try {
      long low = 0;
      long high = file.size();
      while (low < high) {
        long middle = (low + high) >>> 1;
        long line = lineAfter(file, middle, low);
        if (line >= high) {
          high = middle;
          continue;
        }
        String digest = digestAt(file, line);
        if (digest.length() < DIGITS) {
          // an empty last line sorts after all digests
          high = middle;
          continue;
        }
        int order = digest.compareTo(wanted);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          low = line + DIGITS;
        } else {
          high = middle;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  // Returns the start of the first line at or after `position`. `low` is 0 or a position within a
  // line that the search has already excluded.
  private static long lineAfter(FileChannel file, long position, long low) throws IOException {
    if (position == 0) {
      return 0;
    }
    ByteBuffer chunk = ByteBuffer.allocate(128);
    for (long at = Math.max(position - 1, low); ; at += chunk.limit()) {
      chunk.clear();
      if (file.read(chunk, at) <= 0) {
        return file.size();
      }
      chunk.flip();
      for (int i = 0; i < chunk.limit(); i++) {
        if (chunk.get(i) == '\n') {
          return at + i + 1;
        }
      }
    }
  }

  private static String digestAt(FileChannel file, long position) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(DIGITS);
    file.read(line, position);
    return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII)
        .toUpperCase(Locale.ROOT);
  }

  private static String digest(byte[] password) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(password));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @FunctionalInterface
  private interface Lookup {
    boolean contains(String digest);
  }
}
