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

/// Adds CORS headers for pages of the configured origins (Fetch, "CORS protocol"). Credentials of
/// the browser are never allowed, since the API uses no cookies.
///
/// A call from any other origin gets no CORS headers, so the browser hides the response from the
/// page. A call that changes data needs a preflight, because of its JSON body or its token header.
/// The browser does not send it if the preflight fails.
@Singleton
class CorsFilter {
  // runs before every handler that can answer, so that errors carry the headers too
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
          // a cache must not serve the response for one origin to another
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
