package dev.rekey.config;

import org.eclipse.microprofile.config.spi.Converter;

/// Accepts `true` and `false` only. The default converter reads every other word as `false`.
public final class StrictBooleanConverter implements Converter<Boolean> {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean convert(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }
}
