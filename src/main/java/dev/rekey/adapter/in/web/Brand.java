package dev.rekey.adapter.in.web;

import dev.rekey.domain.customer.Colour;
import org.jspecify.annotations.Nullable;

/// What a store's pages look like, besides its name and its accent.
///
/// @param header the colour behind its name or logo; null for that of the page
/// @param logo shown in place of its name; null where it has none
public record Brand(@Nullable Colour header, @Nullable Logo logo) {
  /// What a store has that says nothing.
  public static final Brand PLAIN = new Brand(null, null);
}
