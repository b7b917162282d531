package dev.rekey.domain.store;

import java.util.Optional;
import java.util.regex.Pattern;

/// A colour of a store in sRGB, with its contrast ratio to others (WCAG 2.2).
///
/// @param red 0 to 255
/// @param green 0 to 255
/// @param blue 0 to 255
public record Colour(int red, int green, int blue) {
  public static final Colour WHITE = new Colour(255, 255, 255);
  public static final Colour BLACK = new Colour(0, 0, 0);

  /// The minimum contrast ratio of text (success criterion 1.4.3).
  public static final double READABLE = 4.5;

  private static final Pattern SHAPE = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int STEPS = 50;

  /// Parses `#rrggbb`. Returns nothing if `text` is no colour.
  public static Optional<Colour> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int all = Integer.parseInt(text.substring(1), 16);
    return Optional.of(new Colour(all >> 16, all >> 8 & 0xff, all & 0xff));
  }

  /// The contrast ratio, from 1 for equal colours to 21.
  public double contrast(Colour other) {
    double one = luminance();
    double another = other.luminance();
    return (Math.max(one, another) + 0.05) / (Math.min(one, another) + 0.05);
  }

  /// Black or white, depending on which has more contrast. One of them is always readable.
  public Colour ofText() {
    return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
  }

  /// This colour, or the nearest lighter or darker one that is readable on `background`.
  public Colour readableOn(Colour background) {
    Colour end = background.ofText();
    Colour tried = this;
    for (int step = 1; tried.contrast(background) < READABLE && step <= STEPS; step++) {
      tried = towards(end, step);
    }
    return tried;
  }

  private Colour towards(Colour end, int step) {
    return new Colour(
        red + (end.red - red) * step / STEPS,
        green + (end.green - green) * step / STEPS,
        blue + (end.blue - blue) * step / STEPS);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /// The form of the configuration and of stylesheets: `#rrggbb`.
  @Override
  public String toString() {
    return String.format("#%02x%02x%02x", red, green, blue);
  }
}
