package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.Colour;
import org.jspecify.annotations.Nullable;

/// Generates the style sheet of one store. Buttons have the exact colour of the store and a
/// readable text. Links and borders have shades with enough contrast in light and dark mode.
final class StoreStylesheet {
  /// Background colour of text in `rekey.css`.
  static final Colour LIGHT = new Colour(0xf3, 0xf4, 0xf6);

  static final Colour DARK = new Colour(0x1d, 0x20, 0x25);

  private StoreStylesheet() {}

  static String of(Colour accent, @Nullable Colour header) {
    return ":root{--accent:%s;--button:%s;--on-button:%s;%s}"
            .formatted(accent.readableOn(LIGHT), accent, accent.ofText(), header(header))
        + "@media (prefers-color-scheme:dark){:root{--accent:%s;}}"
            .formatted(accent.readableOn(DARK));
  }

  private static String header(@Nullable Colour header) {
    return header == null ? "" : "--band:%s;--on-band:%s;".formatted(header, header.ofText());
  }
}
