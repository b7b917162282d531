package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.reset.RateLimitDecision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A failure that ends in an error page with an explanation.
public final class PageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;
  private final transient Object[] arguments;
  private final Again again;
  private final @Nullable Duration retryAfter;

  private PageException(
      int status, String text, Again again, @Nullable Duration retryAfter, Object... arguments) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
    this.again = again;
    this.retryAfter = retryAfter;
    this.arguments = arguments;
  }

  static PageException notFound() {
    return new PageException(404, "problem.not-found", Again.IN_VAIN, null);
  }

  /// The body is not a valid form.
  public static PageException unreadable() {
    return new PageException(400, "problem.invalid-request", Again.WORTH_IT, null);
  }

  /// The CSRF check failed: another site sent the form, another browser received it, or the sign-in
  /// has changed since.
  static PageException notOurForm() {
    return new PageException(403, "page.form-refused", Again.WORTH_IT, null);
  }

  /// The required role is missing.
  public static PageException forbidden(String right) {
    return new PageException(403, "problem.forbidden", Again.IN_VAIN, null, right);
  }

  public static PageException unknownCustomer() {
    return new PageException(404, "problem.customer-not-found", Again.IN_VAIN, null);
  }

  /// A standard account has no tokens to revoke.
  public static PageException noTokens() {
    return new PageException(409, "problem.customer-has-no-oauth-tokens", Again.IN_VAIN, null);
  }

  /// The customer has no email address for the link.
  public static PageException noEmail() {
    return new PageException(409, "problem.customer-has-no-email", Again.IN_VAIN, null);
  }

  /// The identity provider returned an invalid sign-in.
  public static PageException signInFailed() {
    return new PageException(401, "page.administration.sign-in-failed", Again.WORTH_IT, null);
  }

  /// The session ended before the form was submitted.
  public static PageException signInEnded() {
    return new PageException(401, "page.administration.sign-in-ended", Again.WORTH_IT, null);
  }

  static PageException notAllowed() {
    return new PageException(405, "problem.method-not-allowed", Again.IN_VAIN, null);
  }

  static PageException tooLarge() {
    return new PageException(413, "problem.content-too-large", Again.WORTH_IT, null);
  }

  static PageException notAForm() {
    return new PageException(415, "problem.unsupported-media-type", Again.WORTH_IT, null);
  }

  public static PageException tooMany(RateLimitDecision.Limited limited) {
    return new PageException(
        429,
        "problem.too-many-requests",
        Again.WORTH_IT,
        Duration.ofMinutes(limited.minutes()),
        limited.minutes());
  }

  static PageException unavailable(Duration retryAfter) {
    return new PageException(503, "problem.temporarily-unavailable", Again.WORTH_IT, retryAfter);
  }

  static PageException unexpected() {
    return new PageException(500, "problem.internal-error", Again.WORTH_IT, null);
  }

  public int status() {
    return status;
  }

  /// The prefix of its message keys, without `.title` and `.detail`.
  public String text() {
    return text;
  }

  Object[] arguments() {
    return arguments.clone();
  }

  /// True if another attempt on the same page can succeed.
  boolean again() {
    return again == Again.WORTH_IT;
  }

  /// Seconds to wait before another attempt; 0 if waiting does not help.
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
