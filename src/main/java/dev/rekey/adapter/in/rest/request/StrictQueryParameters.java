package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.http.StrictUtf8;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Rejects queries with invalid UTF-8 or a repeated parameter. A proxy that checks one value and a
/// service that uses the other would disagree (OWASP ASVS 5.0, 15.3.7). Unknown parameters are
/// ignored.
class StrictQueryParameters {
  // an empty search finds all customers; every other parameter needs a value
  private static final Set<String> MAY_BE_EMPTY = Set.of("query");

  @ServerRequestFilter
  void filter(HttpServerRequest request, ResourceInfo resource) {
    @Nullable String query = request.query();
    if (query == null) {
      return;
    }
    Set<String> known = known(resource);
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (known.contains(name)) {
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (!seen.add(name)) {
          throw new InvalidRequestException("#/" + name, "invalid.member-duplicate");
        }
        if (value.isEmpty() && !MAY_BE_EMPTY.contains(name)) {
          throw new InvalidRequestException("#/" + name, "invalid.member-missing");
        }
      }
    }
  }

  private static Set<String> known(ResourceInfo resource) {
    Set<String> known = new HashSet<>();
    for (Parameter parameter : resource.getResourceMethod().getParameters()) {
      QueryParam named = parameter.getAnnotation(QueryParam.class);
      if (named != null) {
        known.add(named.value());
      }
    }
    return known;
  }

  private static String decoded(String text) {
    return StrictUtf8.decoded(text)
        .orElseThrow(() -> new InvalidRequestException("#", "invalid.query"));
  }
}
