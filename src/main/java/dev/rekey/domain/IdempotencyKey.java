package dev.rekey.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/// A client's key for a request, which makes a retry idempotent
/// (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible ASCII characters. Quotation marks
/// are part of the key.
///
/// @param value the key
public record IdempotencyKey(String value) {
  private static final Pattern SHAPE = Pattern.compile("[!-~]{1,255}");

  public IdempotencyKey {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not an idempotency key");
    }
  }

  /// Parses a key. Returns nothing if `text` is no key.
  public static Optional<IdempotencyKey> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
  }

  /// The digest of this key and its caller, so that equal keys of two callers are different.
  public Digest of(Actor caller) {
    // a key contains no line break, so the text is unambiguous
    return Digest.of(caller.kind() + " " + caller.id() + "\n" + value);
  }
}
