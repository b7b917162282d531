package dev.rekey.adapter.in.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Enforces the maximum body size. A declared length above the limit is rejected before the body is
/// read. An undeclared one is rejected as soon as it exceeds the limit. Both are answered with a
/// problem document.
@Singleton
public class BodySizeLimit {
  private static final int EARLY = 900;
  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final BodyHandler reader;

  BodySizeLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
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

  /// Whether a request says that it has no body (RFC 9112, section 6.3).
  public static boolean isEmpty(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.getHeader("Transfer-Encoding") == null && (length == null || length.equals("0"));
  }
}
