package dev.rekey.adapter.in.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Encodes and decodes the opaque cursor of the next page of a list.
public final class Cursors {
  private static final int MAX_LENGTH = 200;

  private Cursors() {}

  /// Encodes a position as a cursor.
  public static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /// Decodes a cursor; empty if it is invalid.
  public static Optional<String> position(String cursor) {
    if (cursor.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notACursor) {
      return Optional.empty();
    }
  }
}
