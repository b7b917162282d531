package dev.rekey.adapter.in.rest.request;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Takes a body only if it says what it is. A browser sends one that says nothing to any host
/// without asking that first (Fetch, "CORS-safelisted request-header").
public class ContentTypeFilter {
  @ServerRequestFilter
  void filter(ContainerRequestContext request, ResourceInfo resource) {
    if (takesBody(resource) && !isNamed(request)) {
      throw new NotSupportedException();
    }
  }

  private static boolean isNamed(ContainerRequestContext request) {
    try {
      MediaType type = request.getMediaType();
      return type != null && !type.isWildcardType() && !type.isWildcardSubtype();
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }

  /// Whether a body says that it is JSON, where a call needs none and takes any name for nothing.
  public static boolean isJson(HttpHeaders headers) {
    try {
      MediaType type = headers.getMediaType();
      return type != null
          && !type.isWildcardType()
          && !type.isWildcardSubtype()
          && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }

  private static boolean takesBody(ResourceInfo resource) {
    return resource.getResourceMethod().isAnnotationPresent(Consumes.class)
        || resource.getResourceClass().isAnnotationPresent(Consumes.class);
  }
}
