package dev.rekey.adapter.in.rest;

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

/// The one place where what was thrown becomes an answer. What we did not expect becomes 500 and a
/// log entry, never a stack trace, an SQL text or a class name for the caller.
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final Problems problems;

  ProblemMappers(Problems problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper
  Response map(InvalidRequest failure, HttpHeaders headers) {
    return problems.invalid(headers, failure.faults());
  }

  @ServerExceptionMapper
  Response map(Denied failure, HttpHeaders headers) {
    return failure.isUnauthenticated()
        ? problems.unauthenticated(headers)
        : problems.forbidden(headers, failure.right());
  }

  @ServerExceptionMapper
  Response map(OwnAccounts.KeptElsewhere failure, HttpHeaders headers) {
    return problems.answer(headers, ProblemType.ACCOUNTS_KEPT_ELSEWHERE);
  }

  @ServerExceptionMapper
  Response map(TemporarilyUnavailable failure, HttpHeaders headers) {
    LOG.warn(failure.getMessage());
    return problems.unavailable(headers, failure.retryAfter());
  }

  @ServerExceptionMapper
  Response map(CompletionException failure, HttpHeaders headers) {
    return failure.getCause() instanceof TemporarilyUnavailable outage
        ? map(outage, headers)
        : map((Throwable) failure, headers);
  }

  @ServerExceptionMapper
  Response map(UnauthorizedException failure, HttpHeaders headers) {
    return problems.unauthenticated(headers);
  }

  @ServerExceptionMapper
  Response map(AuthenticationFailedException failure, HttpHeaders headers) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof OIDCException) {
        LOG.warn("The identity provider is out of reach");
        return problems.unavailable(headers, Duration.ofSeconds(5));
      }
    }
    return problems.unauthenticated(headers);
  }

  @ServerExceptionMapper
  Response map(ForbiddenException failure, HttpHeaders headers, ResourceInfo resource) {
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    return problems.forbidden(headers, roles == null ? "" : roles.value()[0]);
  }

  @ServerExceptionMapper
  Response map(NotFoundException failure, HttpHeaders headers) {
    return problems.answer(headers, ProblemType.NOT_FOUND);
  }

  @ServerExceptionMapper
  Response map(NotAllowedException failure, HttpHeaders headers, UriInfo uri) {
    return Response.fromResponse(problems.answer(headers, ProblemType.METHOD_NOT_ALLOWED))
        .header(HttpHeaders.ALLOW, String.join(", ", Routes.allowed(uri.getPath())))
        .build();
  }

  @ServerExceptionMapper
  Response map(NotAcceptableException failure, HttpHeaders headers) {
    return problems.answer(headers, ProblemType.NOT_ACCEPTABLE);
  }

  @ServerExceptionMapper
  Response map(NotSupportedException failure, HttpHeaders headers) {
    return problems.answer(headers, ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ServerExceptionMapper
  Response map(WebApplicationException failure, HttpHeaders headers) {
    int status = failure.getResponse().getStatus();
    if (status == ProblemType.CONTENT_TOO_LARGE.status()) {
      return problems.answer(headers, ProblemType.CONTENT_TOO_LARGE);
    }
    return status >= 400 && status < 500
        ? problems.invalid(
            headers,
            java.util.List.of(new InvalidRequest.Fault("#", "invalid.json", java.util.List.of())))
        : map((Throwable) failure, headers);
  }

  @ServerExceptionMapper
  Response map(Throwable failure, HttpHeaders headers) {
    LOG.error("Unexpected failure", failure);
    return problems.answer(headers, ProblemType.INTERNAL_ERROR);
  }
}
