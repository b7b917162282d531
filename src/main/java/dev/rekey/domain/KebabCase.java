package dev.rekey.domain;

import java.util.Locale;

/// An enum constant with a text in kebab case: the form of the API, the database and message keys.
public interface KebabCase {
  /// The name of the constant.
  String name();

  /// The name in kebab case.
  default String text() {
    return of(name());
  }

  /// Converts the name of a constant to kebab case.
  static String of(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
