package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.Colour;
import org.jspecify.annotations.Nullable;

/// The visual identity of a store's pages, besides name and accent colour.
///
/// @param header background colour of the header; null for the colour of the page
/// @param logo image shown instead of the name; null if there is none
public record StoreBranding(@Nullable Colour header, @Nullable LogoImage logo) {
  /// The branding of a store without settings for it.
  public static final StoreBranding PLAIN = new StoreBranding(null, null);
}
