package dev.rekey.adapter.in.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call that ends in a page that says why it could not be done.
final class PageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;
  private final transient Object[] arguments;
  private final Again again;
  private final @Nullable Duration retryAfter;

  private PageFailure(
      int status, String text, Again again, @Nullable Duration retryAfter, Object... arguments) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
    this.again = again;
    this.retryAfter = retryAfter;
    this.arguments = arguments;
  }

  static PageFailure notFound() {
    return new PageFailure(404, "problem.not-found", Again.IN_VAIN, null);
  }

  /// The body is no form of ours.
  static PageFailure unreadable() {
    return new PageFailure(400, "problem.invalid-request", Again.WORTH_IT, null);
  }

  /// The form was not sent by the page that it was shown on, or another browser got it, or somebody
  /// else was signed in when it was shown.
  static PageFailure notOurForm() {
    return new PageFailure(403, "page.form-refused", Again.WORTH_IT, null);
  }

  /// The role that is needed is missing.
  static PageFailure forbidden(String right) {
    return new PageFailure(403, "problem.forbidden", Again.IN_VAIN, null, right);
  }

  static PageFailure unknownCustomer() {
    return new PageFailure(404, "problem.customer-not-found", Again.IN_VAIN, null);
  }

  /// A standard account has nothing to be signed out from.
  static PageFailure noTokens() {
    return new PageFailure(409, "problem.customer-has-no-oauth-tokens", Again.IN_VAIN, null);
  }

  /// No link can be mailed to a customer without an e-mail address.
  static PageFailure noEmail() {
    return new PageFailure(409, "problem.customer-has-no-email", Again.IN_VAIN, null);
  }

  /// The identity provider sent back what is no sign-in.
  static PageFailure signInFailed() {
    return new PageFailure(401, "page.administration.sign-in-failed", Again.WORTH_IT, null);
  }

  /// A form came when the session had ended.
  static PageFailure signInEnded() {
    return new PageFailure(401, "page.administration.sign-in-ended", Again.WORTH_IT, null);
  }

  static PageFailure notAllowed() {
    return new PageFailure(405, "problem.method-not-allowed", Again.IN_VAIN, null);
  }

  static PageFailure tooLarge() {
    return new PageFailure(413, "problem.content-too-large", Again.WORTH_IT, null);
  }

  static PageFailure tooMany(Duration retryAfter) {
    return new PageFailure(
        429,
        "problem.too-many-requests",
        Again.WORTH_IT,
        retryAfter,
        Math.ceilDiv(seconds(retryAfter), 60));
  }

  static PageFailure unavailable(Duration retryAfter) {
    return new PageFailure(503, "problem.temporarily-unavailable", Again.WORTH_IT, retryAfter);
  }

  static PageFailure unexpected() {
    return new PageFailure(500, "problem.internal-error", Again.WORTH_IT, null);
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

  /// Whether the page that this happened on is worth another try.
  boolean again() {
    return again == Again.WORTH_IT;
  }

  /// How many seconds to wait before another try; 0 where waiting does not help.
  long retryAfterSeconds() {
    return retryAfter == null ? 0 : seconds(retryAfter);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, Math.ceilDiv(duration.toMillis(), 1000));
  }

  private enum Again {
    WORTH_IT,
    IN_VAIN
  }
}
