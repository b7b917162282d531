package dev.rekey.adapter.in.rest;

/// A bearer token does not allow what was asked for.
final class Denied extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String right;

  private Denied(String right) {
    super("Denied", null, false, false);
    this.right = right;
  }

  /// There is no token, or none that counts.
  static Denied unauthenticated() {
    return new Denied("");
  }

  /// The token lacks `right`.
  static Denied without(String right) {
    return new Denied(right);
  }

  boolean isUnauthenticated() {
    return right.isEmpty();
  }

  String right() {
    return right;
  }
}
