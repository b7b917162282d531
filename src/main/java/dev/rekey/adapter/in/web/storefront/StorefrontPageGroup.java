package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.adapter.in.web.page.PageGroup;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.config.Settings;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/// The pages for customers.
@Singleton
class StorefrontPageGroup implements PageGroup {
  private static final String STORES = "stores/";

  private final PageRenderer pageRenderer;
  private final PageRequests pageRequests;
  private final Stores stores;
  private final boolean on;

  StorefrontPageGroup(
      PageRenderer pageRenderer, PageRequests pageRequests, Stores stores, Settings settings) {
    this.pageRenderer = pageRenderer;
    this.pageRequests = pageRequests;
    this.stores = stores;
    this.on = settings.pages().storefront();
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public Response rejection(RoutingContext call, PageException failure) {
    String path = String.valueOf(call.request().path()).replaceFirst("^/", "");
    int slash = path.startsWith(STORES) ? path.indexOf('/', STORES.length()) : -1;
    String prefix = path.substring(0, slash + 1);
    String page = path.substring(slash + 1).replaceFirst("/$", "");
    Store store = pageRequests.store(prefix).orElseGet(() -> stores.get(StoreId.DEFAULT));
    return pageRenderer.failure(pageRequests.of(store, call.request()), page, failure);
  }
}
