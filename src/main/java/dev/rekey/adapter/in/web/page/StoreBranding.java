package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.Colour;
import org.jspecify.annotations.Nullable;

/// What a store's pages look like, besides its name and its accent.
///
/// @param header the colour behind its name or logo; null for that of the page
/// @param logo shown in place of its name; null where it has none
public record StoreBranding(@Nullable Colour header, @Nullable LogoImage logo) {
  /// What a store has that says nothing.
  public static final StoreBranding PLAIN = new StoreBranding(null, null);
}
