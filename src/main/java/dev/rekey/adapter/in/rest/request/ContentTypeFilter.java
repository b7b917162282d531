package dev.rekey.adapter.in.rest.request;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Rejects bodies without a supported `Content-Type`. A browser sends a body without one to any
/// host without a preflight (Fetch, "CORS-safelisted request-header").
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

  /// True if `Content-Type` is JSON. Calls with an optional body use it: their resources accept any
  /// media type.
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
