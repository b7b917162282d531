package dev.rekey.adapter.in.rest.problem;

/// The bearer token is missing, invalid or lacks a right.
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String right;

  private AccessDeniedException(String right) {
    super("Denied", null, false, false);
    this.right = right;
  }

  /// The token is missing or invalid.
  public static AccessDeniedException unauthenticated() {
    return new AccessDeniedException("");
  }

  /// The token lacks `right`.
  public static AccessDeniedException without(String right) {
    return new AccessDeniedException(right);
  }

  boolean isUnauthenticated() {
    return right.isEmpty();
  }

  String right() {
    return right;
  }
}
