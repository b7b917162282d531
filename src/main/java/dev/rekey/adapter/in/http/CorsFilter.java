package dev.rekey.adapter.in.http;

import dev.rekey.config.Settings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

/// Lets pages of the configured origins call the service from a browser (Fetch, "CORS protocol").
/// No other page gets a word, and none may send credentials of the browser: there are none to send.
///
/// A call from another origin is answered as if it came from no page. The browser then keeps the
/// answer from the page, and a call that changes anything is never made at all, since each needs a
/// preflight: its body is JSON or its token is in a header.
@Singleton
class CorsFilter {
  // before whatever could answer, so that errors reach the page too
  private static final int FIRST = 1100;

  private static final String ORIGIN = "Origin";
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "Accept-Language, Authorization, Content-Type, Idempotency-Key";
  private static final String ANSWER_HEADERS =
      "Content-Language, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate";

  private final Set<String> origins;

  CorsFilter(Settings settings) {
    this.origins =
        settings.corsOrigins().stream()
            .flatMap(java.util.List::stream)
            .map(URI::toString)
            .collect(Collectors.toUnmodifiableSet());
  }

  void register(@Observes Filters filters) {
    if (origins.isEmpty()) {
      return;
    }
    filters.register(
        context -> {
          HttpServerRequest request = context.request();
          HttpServerResponse response = context.response();
          String origin = request.getHeader(ORIGIN);
          // what a cache keeps for one page is not for another
          context.addHeadersEndHandler(end -> response.headers().add(HttpHeaders.VARY, ORIGIN));
          if (origin == null || !origins.contains(origin)) {
            context.next();
            return;
          }
          response.putHeader("Access-Control-Allow-Origin", origin);
          if (isPreflight(request)) {
            SecurityHeaders.put(response);
            response
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Access-Control-Allow-Methods", METHODS)
                .putHeader("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .putHeader("Access-Control-Max-Age", "600")
                .setStatusCode(204)
                .end();
          } else {
            response.putHeader("Access-Control-Expose-Headers", ANSWER_HEADERS);
            context.next();
          }
        },
        FIRST);
  }

  private static boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
