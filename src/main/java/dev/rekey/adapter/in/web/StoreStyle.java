package dev.rekey.adapter.in.web;

import dev.rekey.domain.customer.Colour;
import org.jspecify.annotations.Nullable;

/// The style sheet of one store: its colours, in shades that can be read in the light and in the
/// dark.
final class StoreStyle {
  /// What text stands on, as in `rekey.css`.
  static final Colour LIGHT = new Colour(0xf3, 0xf4, 0xf6);

  static final Colour DARK = new Colour(0x1d, 0x20, 0x25);

  private StoreStyle() {}

  static String of(Colour accent, @Nullable Colour header) {
    return ":root{"
        + accent(accent.readableOn(LIGHT))
        + header(header)
        + "}@media (prefers-color-scheme:dark){:root{"
        + accent(accent.readableOn(DARK))
        + "}}";
  }

  private static String accent(Colour accent) {
    return "--accent:%s;--on-accent:%s;".formatted(accent, accent.ofText());
  }

  private static String header(@Nullable Colour header) {
    return header == null ? "" : "--band:%s;--on-band:%s;".formatted(header, header.ofText());
  }
}
