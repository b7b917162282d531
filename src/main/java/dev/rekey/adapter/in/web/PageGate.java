package dev.rekey.adapter.in.web;

import dev.rekey.Settings;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Turns away what no form and no link of a page sends, with a page instead of a problem: other
/// methods, and more than a form holds.
@Singleton
class PageGate {
  // after the headers of every answer, before anything reads the body
  private static final int EARLY = 950;

  private final Pages pages;
  private final Visits visits;
  private final Stores stores;
  private final boolean on;
  private final long most;

  PageGate(
      Pages pages,
      Visits visits,
      Stores stores,
      Settings settings,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.pages = pages;
    this.visits = visits;
    this.stores = stores;
    this.on = settings.pages().storefront();
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    if (on) {
      filters.register(this::pass, EARLY);
    }
  }

  private void pass(RoutingContext call) {
    HttpServerRequest request = call.request();
    String page = PageRoutes.page(String.valueOf(request.path())).orElse(null);
    if (page == null) {
      call.next();
      return;
    }
    Set<String> allowed = PageRoutes.allowed(page);
    if (!allowed.contains(request.method().name())) {
      request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
      refuse(call, page, PageFailure.notAllowed());
    } else if (length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > most) {
      refuse(call, page, PageFailure.tooLarge());
    } else {
      call.next();
    }
  }

  private void refuse(RoutingContext call, String page, PageFailure failure) {
    Visit visit = visits.of(stores.get(StoreId.DEFAULT), call.request());
    Response shown = pages.failure(visit, page, failure);
    HttpServerResponse response = call.response().setStatusCode(shown.getStatus());
    shown.getStringHeaders().forEach((name, values) -> response.headers().set(name, values));
    // the body is not read, so that the connection can't be used again
    response.putHeader("Connection", "close");
    String body = call.request().method().name().equals("HEAD") ? "" : shown.getEntity().toString();
    response.end(body).onComplete(_ -> call.request().connection().close());
  }

  private static long length(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
  }
}
