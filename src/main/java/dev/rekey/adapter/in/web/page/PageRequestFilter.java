package dev.rekey.adapter.in.web.page;

import dev.rekey.adapter.in.http.PageAllowedMethods;
import dev.rekey.adapter.in.web.administration.AdministrationPageRenderer;
import dev.rekey.config.Settings;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
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
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Rejects unsupported methods and oversized forms of pages. The answer is a page instead of a
/// problem document.
@Singleton
class PageRequestFilter {
  // after the filter for security headers, before the body is read
  private static final int EARLY = 950;

  private final PageRenderer pageRenderer;
  private final PageRequests pageRequests;
  private final Stores stores;
  private final AdministrationPageRenderer administrationPageRenderer;
  private final boolean storefrontOn;
  private final boolean administrationOn;
  private final long most;

  PageRequestFilter(
      PageRenderer pageRenderer,
      PageRequests pageRequests,
      Stores stores,
      AdministrationPageRenderer administrationPageRenderer,
      Settings settings,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.pageRenderer = pageRenderer;
    this.pageRequests = pageRequests;
    this.stores = stores;
    this.administrationPageRenderer = administrationPageRenderer;
    this.storefrontOn = settings.pages().storefront();
    this.administrationOn = settings.pages().administration();
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    if (storefrontOn || administrationOn) {
      filters.register(this::pass, EARLY);
    }
  }

  private void pass(RoutingContext call) {
    String path = String.valueOf(call.request().path());
    Set<String> administrators =
        administrationOn ? PageAllowedMethods.allowedToAdministrators(path) : Set.of();
    if (!administrators.isEmpty()) {
      pass(call, administrators, failure -> administrationPageRenderer.refused(call, failure));
      return;
    }
    String page = storefrontOn ? PageAllowedMethods.page(path).orElse(null) : null;
    if (page == null) {
      call.next();
      return;
    }
    pass(
        call,
        PageAllowedMethods.allowed(page),
        failure -> {
          Store store =
              pageRequests
                  .store(PageAllowedMethods.store(path))
                  .orElseGet(() -> stores.get(StoreId.DEFAULT));
          return pageRenderer.failure(pageRequests.of(store, call.request()), page, failure);
        });
  }

  private void pass(
      RoutingContext call, Set<String> allowed, Function<PageException, Response> refusal) {
    HttpServerRequest request = call.request();
    if (!allowed.contains(request.method().name())) {
      request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
      refuse(call, refusal.apply(PageException.notAllowed()));
    } else if (length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > most) {
      refuse(call, refusal.apply(PageException.tooLarge()));
    } else {
      call.next();
    }
  }

  private static void refuse(RoutingContext call, Response shown) {
    HttpServerResponse response = call.response().setStatusCode(shown.getStatus());
    shown.getStringHeaders().forEach((name, values) -> response.headers().set(name, values));
    // the body is not read, so the connection cannot be reused
    response.putHeader("Connection", "close");
    String body = call.request().method().name().equals("HEAD") ? "" : shown.getEntity().toString();
    response.end(body).onComplete(_ -> call.request().connection().close());
  }

  private static long length(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
  }
}
