package dev.rekey.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/// A caller's own name for a request, so that sending it again does nothing again
/// (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible characters of ASCII, taken as they
/// stand, quotation marks too.
///
/// @param value the key
public record IdempotencyKey(String value) {
  private static final Pattern SHAPE = Pattern.compile("[!-~]{1,255}");

  public IdempotencyKey {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not an idempotency key");
    }
  }

  /// The key, or nothing where `text` has another shape.
  public static Optional<IdempotencyKey> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
  }

  /// The key as one of this caller: two callers who choose the same mean two requests.
  public Digest of(Origin caller) {
    // no key holds a line break, so that nothing else reads like this
    return Digest.of(caller.kind() + " " + caller.id() + "\n" + value);
  }
}
