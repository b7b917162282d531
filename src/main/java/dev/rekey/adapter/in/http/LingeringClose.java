package dev.rekey.adapter.in.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/// Closes a connection after its response (RFC 9112, section 9.6). A connection that is closed with
/// unread data is reset, and then the client may lose the response.
public final class LingeringClose {
  /// Maximum time that the rest of a body is read and discarded.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private LingeringClose() {}

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
