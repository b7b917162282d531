package dev.rekey.adapter.in.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.message.Languages;
import io.netty.handler.codec.DecoderException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Enforces the maximum body size. A declared length above the limit is rejected before the body is
/// read. An undeclared one is rejected as soon as it exceeds the limit. Both are answered with a
/// problem document.
@Singleton
public class BodySizeLimit {
  private static final Logger LOG = Logger.getLogger(BodySizeLimit.class);
  private static final int EARLY = 900;
  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final ProblemResponses problemResponses;
  private final ObjectMapper json;
  private final BodyHandler reader;

  BodySizeLimit(
      ProblemResponses problemResponses,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.problemResponses = problemResponses;
    this.json = json;
    this.reader = BodyHandler.create(false).setBodyLimit(most.asLongValue());
  }

  void read(@Observes Filters filters) {
    filters.register(
        context -> {
          if (BODILESS.contains(context.request().method())) {
            context.next();
          } else if (isEmpty(context.request())) {
            // set here, because the body of a request that has already ended cannot be read
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
            context.next();
          } else {
            reader.handle(context);
          }
        },
        EARLY);
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
          } else {
            context.next();
          }
        });
  }

  /// True if the request declares that it has no body (RFC 9112, section 6.3).
  public static boolean isEmpty(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
  }

  private void refuse(RoutingContext context, ProblemType type) {
    String wish = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    Locale language = wish == null ? Locale.ENGLISH : Languages.accepted(wish);
    // an unparseable request target fails before the filter that adds these headers
    SecurityHeaders.put(context.response());
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .setStatusCode(type.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemResponses.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        // the rest of the body is not read, so the connection cannot be reused
        .putHeader("Connection", "close")
        .end(body(language, type))
        .onComplete(done -> context.request().connection().close());
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
