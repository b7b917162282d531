package dev.rekey.domain.customer;

import java.util.Optional;
import java.util.regex.Pattern;

/// A colour of a store (sRGB), and whether text of it can be read (WCAG 2.2, "relative luminance"
/// and "contrast ratio").
///
/// @param red from 0 to 255
/// @param green from 0 to 255
/// @param blue from 0 to 255
public record Colour(int red, int green, int blue) {
  /// What text needs to be read by people who see less well (WCAG 2.2, 1.4.3).
  public static final double READABLE = 4.5;

  public static final Colour BLACK = new Colour(0, 0, 0);
  public static final Colour WHITE = new Colour(255, 255, 255);

  private static final Pattern SHAPE = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int STEPS = 100;

  /// The colour that `text` writes as `#rrggbb`.
  public static Optional<Colour> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int rgb = Integer.parseInt(text.substring(1), 16);
    return Optional.of(new Colour(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff));
  }

  /// As style sheets write it: `#rrggbb`.
  public String text() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }

  /// How well this is told from `other`: from 1 to 21.
  public double contrast(Colour other) {
    double mine = luminance();
    double others = other.luminance();
    return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
  }

  /// White or black, whichever can be read on this. One of them always can.
  public Colour textOn() {
    return contrast(WHITE) >= READABLE ? WHITE : BLACK;
  }

  /// This, or the nearest shade of it that can be read on `background`.
  public Colour readableOn(Colour background) {
    Colour towards = background.textOn();
    Colour shade = this;
    for (int step = 1; shade.contrast(background) < READABLE; step++) {
      shade = mixed(towards, (double) step / STEPS);
    }
    return shade;
  }

  private Colour mixed(Colour other, double share) {
    return new Colour(
        mixed(red, other.red, share),
        mixed(green, other.green, share),
        mixed(blue, other.blue, share));
  }

  private static int mixed(int one, int other, double share) {
    return (int) Math.round(one + (other - one) * share);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
