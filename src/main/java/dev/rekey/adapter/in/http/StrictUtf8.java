package dev.rekey.adapter.in.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Octets that are to be text. Nothing is replaced: what was repaired may be somebody else's.
public final class StrictUtf8 {
  private StrictUtf8() {}

  /// The text, or nothing where `octets` are no UTF-8.
  public static Optional<String> text(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /// What a query or a form writes with `%` and `+`, or nothing where that is no text. The JDK's
  /// own decoder repairs what is no UTF-8, and takes a sign for a hexadecimal digit.
  public static Optional<String> decoded(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '%') {
        if (i + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          return Optional.empty();
        }
        octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else if (one < 0x80) {
        octets.write(one == '+' ? ' ' : one);
      } else {
        return Optional.empty();
      }
    }
    return text(octets.toByteArray());
  }
}
