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

/// Sends callers away before the service stops: first nobody new is let in, then every answer ends
/// its connection. The server itself, when it is closed, cuts off whoever is still there; by then
/// only connections are left on which nobody asks.
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
      // not before: who is sent away must not be let in again
      open.close().addListener(closed -> draining = true);
    }
  }

  void pass(RoutingContext call) {
    if (listener == null && call.request().connection() instanceof ConnectionBase connection) {
      listener = connection.channel().parent();
    }
    // whoever asked before the answer is written is sent away too
    call.addHeadersEndHandler(_ -> {
      if (draining) {
        call.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      }
    });
    call.addEndHandler(_ -> {
      // only who was told: another may be asking again by now
      if (call.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
        call.request().connection().close();
      }
    });
    call.next();
  }
}
