package dev.rekey.adapter.in.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call that ends in a page that says why it could not be done.
final class PageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;
  private final transient Object[] arguments;
  private final @Nullable Duration retryAfter;

  private PageFailure(int status, String text, @Nullable Duration retryAfter, Object... arguments) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
    this.retryAfter = retryAfter;
    this.arguments = arguments;
  }

  static PageFailure notFound() {
    return new PageFailure(404, "problem.not-found", null);
  }

  /// The body is no form of ours.
  static PageFailure unreadable() {
    return new PageFailure(400, "problem.invalid-request", null);
  }

  /// The form was not sent by the page that it was shown on, or was shown too long ago.
  static PageFailure notOurForm() {
    return new PageFailure(403, "page.form-refused", null);
  }

  /// The role that is needed is missing.
  static PageFailure forbidden(String right) {
    return new PageFailure(403, "problem.forbidden", null, right);
  }

  static PageFailure unknownCustomer() {
    return new PageFailure(404, "problem.customer-not-found", null);
  }

  /// A standard account has nothing to be signed out from.
  static PageFailure noTokens() {
    return new PageFailure(409, "problem.customer-has-no-oauth-tokens", null);
  }

  /// The identity provider sent back what is no sign-in.
  static PageFailure signInFailed() {
    return new PageFailure(401, "page.administration.sign-in-failed", null);
  }

  /// A form came when the session had ended.
  static PageFailure signInEnded() {
    return new PageFailure(401, "page.administration.sign-in-ended", null);
  }

  static PageFailure notAllowed() {
    return new PageFailure(405, "problem.method-not-allowed", null);
  }

  static PageFailure tooLarge() {
    return new PageFailure(413, "problem.content-too-large", null);
  }

  static PageFailure tooMany(Duration retryAfter) {
    return new PageFailure(
        429, "problem.too-many-requests", retryAfter, Math.ceilDiv(seconds(retryAfter), 60));
  }

  static PageFailure unavailable(Duration retryAfter) {
    return new PageFailure(503, "problem.temporarily-unavailable", retryAfter);
  }

  static PageFailure unexpected() {
    return new PageFailure(500, "problem.internal-error", null);
  }

  int status() {
    return status;
  }

  /// The key of its texts, without `.title` and `.detail`.
  String text() {
    return text;
  }

  Object[] arguments() {
    return arguments.clone();
  }

  /// How many seconds to wait before another try; 0 where waiting does not help.
  long retryAfterSeconds() {
    return retryAfter == null ? 0 : seconds(retryAfter);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, Math.ceilDiv(duration.toMillis(), 1000));
  }
}
