package dev.rekey.adapter.out.postgres;

import java.util.Locale;

/// Converts enum constants to column texts: `PASSWORD_CHANGED` is `password-changed`.
public final class EnumColumn {
  private EnumColumn() {}

  /// Returns the text that is stored for `constant`.
  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns the name of the constant that is stored as `text`.
  public static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
