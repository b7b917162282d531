package dev.rekey.adapter.out.postgres;

import java.util.Locale;

/// The text of an enum constant in a column: `PASSWORD_CHANGED` is `password-changed`.
public final class EnumColumn {
  private EnumColumn() {}

  /// The text that is stored for `constant`.
  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The name of the constant that is stored as `text`.
  public static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
