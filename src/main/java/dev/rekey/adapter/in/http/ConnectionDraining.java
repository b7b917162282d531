package dev.rekey.adapter.in.http;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Drains connections before the service stops. It first closes the listening socket, then closes
/// each connection after its response. The server closes the remaining connections when it stops;
/// by then they are idle.
@Singleton
class ConnectionDraining {
  private static final int FIRST = 2000;

  private volatile @Nullable Channel listener;
  private volatile boolean draining;

  void register(@Observes Filters filters) {
    filters.register(this::pass, FIRST);
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    Channel open = listener;
    if (open == null) {
      draining = true;
    } else {
      // only after the listener is closed, so that a disconnected client cannot connect here again
      open.close().addListener(closed -> draining = true);
    }
  }

  void pass(RoutingContext call) {
    if (listener == null && call.request().connection() instanceof ConnectionBase connection) {
      listener = connection.channel().parent();
    }
    // evaluated when the headers are written, so that requests in progress are drained too
    call.addHeadersEndHandler(_ -> {
      if (draining) {
        call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    });
    call.addEndHandler(_ -> {
      // only if the client received the header: otherwise it may already be sending another request
      if (call.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
        LingeringClose.close(call);
      }
    });
    call.next();
  }
}
