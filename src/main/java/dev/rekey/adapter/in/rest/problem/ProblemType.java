package dev.rekey.adapter.in.rest.problem;

import dev.rekey.domain.KebabCase;
import java.util.Arrays;
import java.util.Optional;

/// The problem types of the API (RFC 9457). The name is part of the contract: it ends the `type`,
/// and `/problems/<name>` explains it.
public enum ProblemType implements KebabCase {
  INVALID_REQUEST(400),
  UNAUTHENTICATED(401),
  INVALID_CREDENTIALS(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  CUSTOMER_NOT_FOUND(404),
  RESET_TOKEN_UNKNOWN(404),
  DISPUTE_TOKEN_UNKNOWN(404),
  OAUTH_TOKEN_NOT_FOUND(404),
  ISSUER_NOT_FOUND(404),
  FORCE_SIGN_IN_NOT_FOUND(404),
  STREAM_NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  CUSTOMER_HAS_NO_OAUTH_TOKENS(409),
  EMAIL_ALREADY_USED(409),
  ACCOUNTS_KEPT_ELSEWHERE(409),
  CUSTOMER_HAS_NO_EMAIL(409),
  TOO_MANY_STREAMS(409),
  RESET_TOKEN_EXPIRED(410),
  RESET_TOKEN_USED(410),
  DISPUTE_TOKEN_EXPIRED(410),
  DISPUTE_TOKEN_USED(410),
  CONTENT_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  PASSWORD_REJECTED(422),
  IDEMPOTENCY_KEY_REUSED(422),
  UNPROCESSABLE_SUBJECT(422),
  TOO_MANY_REQUESTS(429),
  INTERNAL_ERROR(500),
  TEMPORARILY_UNAVAILABLE(503);

  private final int status;

  ProblemType(int status) {
    this.status = status;
  }

  public static Optional<ProblemType> named(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  public int status() {
    return status;
  }

  public String path() {
    return "/problems/" + text();
  }
}
