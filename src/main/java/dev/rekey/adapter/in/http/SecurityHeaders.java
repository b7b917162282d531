package dev.rekey.adapter.in.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/// The headers of every answer, also of those that no resource wrote (OWASP ASVS 5.0, 3.4 and
/// 14.3.2).
@Singleton
public class SecurityHeaders {
  private static final int EARLY = 1000;

  void register(@Observes Filters filters) {
    filters.register(
        context -> {
          put(context.response());
          context.addHeadersEndHandler(end -> {
            // only what says so itself may be kept, and no error does
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
    // default-src says nothing of the other three
    response.putHeader(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
