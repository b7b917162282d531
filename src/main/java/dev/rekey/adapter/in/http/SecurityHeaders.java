package dev.rekey.adapter.in.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/// Adds the security headers of every response, also of responses that no resource wrote (OWASP
/// ASVS 5.0, 3.4 and 14.3.2).
@Singleton
public class SecurityHeaders {
  private static final int EARLY = 1000;

  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          put(context.response());
          context.addHeadersEndHandler(end -> {
            // only a response that allows it may be cached, and errors never allow it
            if (!context.response().headers().contains(HttpHeaders.CACHE_CONTROL)) {
              context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
          });
          context.next();
        },
        EARLY);
  }

  /// Sets the headers of an answer that no filter of this class has passed.
  public static void put(HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    // the other three directives do not fall back to default-src
    response.putHeader(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
