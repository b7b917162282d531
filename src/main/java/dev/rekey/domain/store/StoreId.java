package dev.rekey.domain.store;

import java.util.Optional;
import java.util.regex.Pattern;

/// The id of a storefront in the configuration: 1 to 64 lower-case letters, digits and hyphens.
///
/// @param value the id
public record StoreId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,64}");

  /// The store of a request that names none.
  public static final StoreId DEFAULT = new StoreId("default");

  public StoreId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a store id: 1 to 64 of a-z, 0-9 and hyphen");
    }
  }

  /// Parses an id. Returns nothing if `text` is no store id.
  public static Optional<StoreId> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new StoreId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
