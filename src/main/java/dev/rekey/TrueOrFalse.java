package dev.rekey;

import org.eclipse.microprofile.config.spi.Converter;

/// `true` or `false`. The usual converter takes every other word for `false`, a slip of the pen
/// too.
public final class TrueOrFalse implements Converter<Boolean> {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean convert(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("Neither true nor false");
    };
  }
}
