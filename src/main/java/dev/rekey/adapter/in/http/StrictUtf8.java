package dev.rekey.adapter.in.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Decodes UTF-8 strictly. Replacing invalid octets could turn two different inputs into the same
/// text.
public final class StrictUtf8 {
  private StrictUtf8() {}

  /// The text; empty if `octets` are not valid UTF-8.
  public static Optional<String> text(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /// Decodes the `%` and `+` of a query or form; empty if the result is not valid UTF-8. The JDK's
  /// decoder replaces invalid UTF-8 and accepts a sign as a hexadecimal digit.
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
