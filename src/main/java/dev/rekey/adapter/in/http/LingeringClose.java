package dev.rekey.adapter.in.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/// Closes a connection after its response (RFC 9112, section 9.6). A connection that is closed with
/// unread data is reset, and then the client may lose the response.
public final class LingeringClose {
  /// Maximum time that the rest of a body is read and discarded.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  // Vert.x hands over the next request of a connection before the connection is closed
  private static final Set<HttpConnection> ANNOUNCED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private LingeringClose() {}

  /// Tells the client that the connection closes after this response. No further request of the
  /// connection is served.
  public static void announce(RoutingContext call) {
    ANNOUNCED.add(call.request().connection());
    call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
  }

  /// Whether the connection closes, so that a further request must not be served.
  static boolean isAnnounced(HttpConnection connection) {
    return ANNOUNCED.contains(connection);
  }

  /// Closes the connection of a call that was answered, after the rest of its body has arrived.
  public static void close(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (request.isEnded()) {
      request.connection().close();
      return;
    }
    call.vertx().setTimer(TIMEOUT.toMillis(), _ -> request.connection().close());
    request.handler(_ -> {}).endHandler(_ -> request.connection().close()).resume();
  }
}
