package dev.rekey.architecture.wrong.domain;

/// A value with a way back from the database. Nothing is wrong with it.
public record Value(String text) {
  /// As it was stored.
  public static Value restore(String text) {
    return new Value(text);
  }
}
