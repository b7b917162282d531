package dev.rekey.adapter.out.mail;

import dev.rekey.domain.store.Colour;
import io.quarkus.qute.TemplateData;

/// The colours of an email: the store's own, readable on a light and on a dark background.
@TemplateData
record Palette(Colour accentOnLight, Colour accentOnDark) {
  private static final Colour LIGHT_CARD = Colour.WHITE;
  private static final Colour DARK_CARD = new Colour(0x1d, 0x20, 0x25);

  static Palette of(Colour accent) {
    return new Palette(accent.readableOn(LIGHT_CARD), accent.readableOn(DARK_CARD));
  }

  public Colour lightCard() {
    return LIGHT_CARD;
  }

  public Colour darkCard() {
    return DARK_CARD;
  }

  public Colour textOnLightButton() {
    return accentOnLight.ofText();
  }

  public Colour textOnDarkButton() {
    return accentOnDark.ofText();
  }
}
