package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.Colour;
import org.jspecify.annotations.Nullable;

/// The style sheet of one store: its colour for buttons, as it is, with a text on it that can be
/// read, and for links and edges in shades that can be told from the page in the light and in the
/// dark.
final class StoreStylesheet {
  /// What text stands on, as in `rekey.css`.
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
