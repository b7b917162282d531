package dev.rekey.adapter.in.rest.problem;

import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.message.Languages;
import dev.rekey.message.Messages;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes problem documents in the caller's language.
@Singleton
public class ProblemResponses {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String CHALLENGE = "Bearer realm=\"rekey\"";

  private final Messages messages;
  private final List<Locale> languages;

  @Inject
  ProblemResponses(Messages messages, Stores stores) {
    this(messages, Languages.all(stores.get(StoreId.DEFAULT).languages().getFirst()));
  }

  /// Answers in one of `languages`; the first one is the fallback.
  public ProblemResponses(Messages messages, List<Locale> languages) {
    this.messages = messages;
    this.languages = languages;
  }

  public Response answer(HttpHeaders headers, ProblemType type, Object... arguments) {
    return problem(language(headers), type, null, null, arguments).build();
  }

  public Response invalid(HttpHeaders headers, List<InvalidRequestException.Fault> faults) {
    Locale language = language(headers);
    List<Problem.Fault> errors =
        faults.stream()
            .map(fault ->
                new Problem.Fault(
                    fault.pointer(),
                    messages.text(language, fault.key(), fault.arguments().toArray())))
            .toList();
    return problem(language, ProblemType.INVALID_REQUEST, errors, null).build();
  }

  public Response rejected(HttpHeaders headers, List<PasswordViolation> broken) {
    Locale language = language(headers);
    List<Problem.Violation> violations =
        broken.stream()
            .map(one ->
                new Problem.Violation(
                    one.rule().text(),
                    messages.text(language, "password." + one.rule().text(), one.bound())))
            .toList();
    return problem(language, ProblemType.PASSWORD_REJECTED, null, violations).build();
  }

  public Response tooMany(HttpHeaders headers, RateLimitDecision.Limited limited) {
    long seconds = 60 * limited.minutes();
    ResponseBuilder response =
        problem(language(headers), ProblemType.TOO_MANY_REQUESTS, null, null, limited.minutes())
            .header(HttpHeaders.RETRY_AFTER, seconds);
    limited
        .address()
        .filter(quota -> quota.remaining() == 0)
        .ifPresent(quota ->
            response
                .header("RateLimit-Policy", "\"address\";q=%d;w=3600".formatted(quota.perHour()))
                // not quota.reset(), which reveals when the address was last used
                .header(
                    "RateLimit", "\"address\";r=%d;t=%d".formatted(quota.remaining(), seconds)));
    return response.build();
  }

  Response unavailable(HttpHeaders headers, Duration retryAfter) {
    return problem(language(headers), ProblemType.TEMPORARILY_UNAVAILABLE, null, null)
        .header(HttpHeaders.RETRY_AFTER, Math.max(1, ceiling(retryAfter)))
        .build();
  }

  /// The 401 response. A caller without a token gets no `invalid_token` error (RFC 6750, section
  /// 3).
  public Response unauthenticated(HttpHeaders headers) {
    boolean sentOne = headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
    return problem(language(headers), ProblemType.UNAUTHENTICATED, null, null)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            sentOne ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE)
        .build();
  }

  public Response invalidCredentials(HttpHeaders headers) {
    return problem(language(headers), ProblemType.INVALID_CREDENTIALS, null, null)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
        .build();
  }

  public Response forbidden(HttpHeaders headers, String right) {
    return problem(language(headers), ProblemType.FORBIDDEN, null, null, right)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + right + "\"")
        .build();
  }

  public Problem body(Locale language, ProblemType type, Object... arguments) {
    return body(language, type, null, null, arguments);
  }

  /// The problem of an unparseable body.
  public Problem unreadable(Locale language, String key) {
    return body(
        language,
        ProblemType.INVALID_REQUEST,
        List.of(new Problem.Fault("#", messages.text(language, key))),
        null);
  }

  public Locale language(HttpHeaders headers) {
    return language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /// The language for an `Accept-Language` header: any supported one. Where none matches, it is the
  /// first one of the default store, as in mails and on pages.
  Locale language(@Nullable String header) {
    return Languages.accepted(header == null ? "" : header, languages);
  }

  private ResponseBuilder problem(
      Locale language,
      ProblemType type,
      @Nullable List<Problem.Fault> errors,
      @Nullable List<Problem.Violation> violations,
      Object... arguments) {
    return Response.status(type.status())
        .type(MEDIA_TYPE)
        .language(language)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .entity(body(language, type, errors, violations, arguments));
  }

  private Problem body(
      Locale language,
      ProblemType type,
      @Nullable List<Problem.Fault> errors,
      @Nullable List<Problem.Violation> violations,
      Object... arguments) {
    String key = "problem." + type.text();
    return new Problem(
        type.path(),
        messages.text(language, key + ".title"),
        type.status(),
        messages.text(language, key + ".detail", arguments),
        errors,
        violations);
  }

  private static long ceiling(Duration duration) {
    return Math.ceilDiv(duration.toMillis(), 1000);
  }
}
