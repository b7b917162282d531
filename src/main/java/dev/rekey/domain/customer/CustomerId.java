package dev.rekey.domain.customer;

import java.util.Optional;
import java.util.regex.Pattern;

/// The adopter's own id of an account: 1 to 64 of `A-Za-z0-9._~-`. These are the unreserved
/// characters of RFC 3986, section 2.3, which need no escaping in a path.
///
/// @param value the id
public record CustomerId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  public CustomerId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a customer id");
    }
  }

  /// Parses an id. Returns nothing if `text` is no customer id.
  public static Optional<CustomerId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new CustomerId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
