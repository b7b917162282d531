package dev.rekey.adapter.in.web.page;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;

/// The pages that one setting switches on, and how they reject a request before it is processed.
public interface PageGroup {
  /// Whether the setting is on.
  boolean isOn();

  /// Whether `resource` serves pages of this group.
  default boolean has(Class<?> resource) {
    return resource.getPackageName().equals(getClass().getPackageName());
  }

  /// The page that says why the request is rejected.
  Response rejection(RoutingContext call, PageException failure);
}
