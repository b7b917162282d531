package dev.rekey.adapter.in.rest.problem;

import dev.rekey.adapter.in.http.AllowedMethods;
import dev.rekey.application.port.TemporarilyUnavailable;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Maps every exception to an HTTP response. An unexpected exception becomes a 500 and a log entry.
/// The caller never gets a stack trace, an SQL text or a class name.
class ExceptionMappers {
  private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

  private final ProblemResponses problemResponses;
  private final AllowedMethods allowedMethods;

  ExceptionMappers(ProblemResponses problemResponses, AllowedMethods allowedMethods) {
    this.problemResponses = problemResponses;
    this.allowedMethods = allowedMethods;
  }

  @ServerExceptionMapper
  Response map(InvalidRequestException failure, HttpHeaders headers) {
    return problemResponses.invalid(headers, failure.errors());
  }

  @ServerExceptionMapper
  Response map(AccessDeniedException failure, HttpHeaders headers) {
    return failure.isUnauthenticated()
        ? problemResponses.unauthenticated(headers)
        : problemResponses.forbidden(headers, failure.right());
  }

  @ServerExceptionMapper
  Response map(AccountsKeptElsewhereException failure, HttpHeaders headers) {
    return problemResponses.answer(headers, ProblemType.ACCOUNTS_KEPT_ELSEWHERE);
  }

  @ServerExceptionMapper
  Response map(TemporarilyUnavailable failure, HttpHeaders headers) {
    LOG.warn(failure.getMessage());
    return problemResponses.unavailable(headers, failure.retryAfter());
  }

  @ServerExceptionMapper
  Response map(CompletionException failure, HttpHeaders headers) {
    return failure.getCause() instanceof TemporarilyUnavailable outage
        ? map(outage, headers)
        : map((Throwable) failure, headers);
  }

  @ServerExceptionMapper
  Response map(UnauthorizedException failure, HttpHeaders headers) {
    return problemResponses.unauthenticated(headers);
  }

  @ServerExceptionMapper
  Response map(AuthenticationFailedException failure, HttpHeaders headers) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof OIDCException) {
        LOG.warn("The identity provider is unreachable");
        return problemResponses.unavailable(headers, Duration.ofSeconds(5));
      }
    }
    return problemResponses.unauthenticated(headers);
  }

  @ServerExceptionMapper
  Response map(ForbiddenException failure, HttpHeaders headers, ResourceInfo resource) {
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    return problemResponses.forbidden(headers, roles == null ? "" : roles.value()[0]);
  }

  @ServerExceptionMapper
  Response map(NotFoundException failure, HttpHeaders headers) {
    return problemResponses.answer(headers, ProblemType.NOT_FOUND);
  }

  @ServerExceptionMapper
  Response map(NotAllowedException failure, HttpHeaders headers, UriInfo uri) {
    return Response.fromResponse(problemResponses.answer(headers, ProblemType.METHOD_NOT_ALLOWED))
        .header(HttpHeaders.ALLOW, String.join(", ", allowedMethods.of(uri.getPath())))
        .build();
  }

  @ServerExceptionMapper
  Response map(NotAcceptableException failure, HttpHeaders headers) {
    return problemResponses.answer(headers, ProblemType.NOT_ACCEPTABLE);
  }

  @ServerExceptionMapper
  Response map(NotSupportedException failure, HttpHeaders headers) {
    return problemResponses.answer(headers, ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ServerExceptionMapper
  Response map(WebApplicationException failure, HttpHeaders headers) {
    int status = failure.getResponse().getStatus();
    if (status == ProblemType.CONTENT_TOO_LARGE.status()) {
      return problemResponses.answer(headers, ProblemType.CONTENT_TOO_LARGE);
    }
    return status >= 400 && status < 500
        ? problemResponses.invalid(
            headers,
            java.util.List.of(
                new InvalidRequestException.Fault("#", "invalid.json", java.util.List.of())))
        : map((Throwable) failure, headers);
  }

  @ServerExceptionMapper
  Response map(Throwable failure, HttpHeaders headers) {
    LOG.error("Unexpected failure", failure);
    return problemResponses.answer(headers, ProblemType.INTERNAL_ERROR);
  }
}
