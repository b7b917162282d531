package dev.rekey.adapter.in.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.adapter.in.http.LingeringClose;
import dev.rekey.adapter.in.http.SecurityHeaders;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.DecoderException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/// Answers requests that fail before a resource sees them with a problem: a body that is too large,
/// a request that is not readable as HTTP, and a body that breaks off. Quarkus would log the target
/// of such a request, with the email addresses and tokens in it; here it counts.
@Singleton
class UnreadableRequests {
  private static final System.Logger LOG = System.getLogger(UnreadableRequests.class.getName());

  private final ProblemResponses problemResponses;
  private final ObjectMapper json;
  private final Counter aborted;

  UnreadableRequests(ProblemResponses problemResponses, ObjectMapper json, MeterRegistry meters) {
    this.problemResponses = problemResponses;
    this.json = json;
    this.aborted = meters.counter("http.server.requests.aborted");
  }

  void refuse(@Observes Router router) {
    router
        .route()
        .order(Integer.MIN_VALUE)
        .failureHandler(context -> {
          if (context.statusCode() == ProblemType.CONTENT_TOO_LARGE.status()) {
            refuse(context, ProblemType.CONTENT_TOO_LARGE);
          } else if (context.statusCode() == ProblemType.INVALID_REQUEST.status()
              || context.failure() instanceof DecoderException) {
            refuse(context, ProblemType.INVALID_REQUEST);
          } else if (!context.request().isEnded()) {
            aborted.increment();
            refuse(context, ProblemType.INVALID_REQUEST);
          } else if (context.failure() == null || context.failure() instanceof SecurityException) {
            context.next();
          } else {
            // only the class: the message may hold text of the caller
            LOG.log(
                System.Logger.Level.ERROR,
                "A request failed before a resource handled it: {0}",
                context.failure().getClass().getName());
            refuse(context, ProblemType.INTERNAL_ERROR);
          }
        });
  }

  private void refuse(RoutingContext context, ProblemType type) {
    if (context.response().closed() || context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    Locale language =
        problemResponses.language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    // a target that can't be read fails before anything else has seen the call
    SecurityHeaders.put(context.response());
    // the rest of the body is not read, so that the connection can't be used again
    LingeringClose.announce(context);
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .setStatusCode(type.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponses.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .end(body(language, type))
        .onComplete(_ -> LingeringClose.close(context));
  }

  private String body(Locale language, ProblemType type) {
    try {
      return json.writeValueAsString(
          type == ProblemType.INVALID_REQUEST
              ? problemResponses.unreadable(language, "invalid.json")
              : problemResponses.body(language, type));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
