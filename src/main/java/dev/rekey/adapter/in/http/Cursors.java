package dev.rekey.adapter.in.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where the next page of a list begins, as callers hand it back.
public final class Cursors {
  private static final int MAX_LENGTH = 200;

  private Cursors() {}

  /// The cursor that stands for a position.
  public static String of(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  /// The position that a cursor stands for, or nothing where it is none.
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
