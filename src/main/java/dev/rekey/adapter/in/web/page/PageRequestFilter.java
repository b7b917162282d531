package dev.rekey.adapter.in.web.page;

import dev.rekey.adapter.in.http.AllowedMethods;
import dev.rekey.adapter.in.http.BodySizeLimit;
import dev.rekey.adapter.in.http.LingeringClose;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Rejects unsupported methods, oversized forms and other bodies on pages. The answer is a page
/// instead of a problem document.
@Singleton
class PageRequestFilter {
  // after the filter for security headers, before the body is read
  private static final int EARLY = 950;

  /// A mailed link in which a scanner of mails encoded the `#`.
  private static final Pattern ENCODED_LINK =
      Pattern.compile(
          "(?<page>/[a-z0-9/-]+)%23(?<kind>token|dispute)(?:=|%3[Dd])(?<token>[A-Za-z0-9_-]{43})");

  private final AllowedMethods allowedMethods;
  private final List<PageGroup> groups;
  private final long most;

  PageRequestFilter(
      AllowedMethods allowedMethods,
      Instance<PageGroup> groups,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.allowedMethods = allowedMethods;
    this.groups = groups.stream().filter(PageGroup::isOn).toList();
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    if (!groups.isEmpty()) {
      filters.register(this::pass, EARLY);
    }
  }

  private void pass(RoutingContext call) {
    String path = String.valueOf(call.request().path());
    Matcher link = ENCODED_LINK.matcher(path);
    if (link.matches() && allowedMethods.of(link.group("page")).contains(HttpMethod.GET)) {
      call.response()
          .setStatusCode(Response.Status.SEE_OTHER.getStatusCode())
          .putHeader(HttpHeaders.LOCATION, link.replaceFirst("${page}#${kind}=${token}"))
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end();
      return;
    }
    for (PageGroup group : groups) {
      Set<String> allowed = allowedMethods.of(path, group::has);
      if (!allowed.isEmpty()) {
        pass(call, allowed, group);
        return;
      }
    }
    call.next();
  }

  private void pass(RoutingContext call, Set<String> allowed, PageGroup group) {
    HttpServerRequest request = call.request();
    if (!allowed.contains(request.method().name())) {
      request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
      refuse(call, group.rejection(call, PageException.notAllowed()));
    } else if (length(request.getHeader(HttpHeaders.CONTENT_LENGTH)) > most) {
      refuse(call, group.rejection(call, PageException.tooLarge()));
    } else if (!BodySizeLimit.isEmpty(request) && !isForm(request)) {
      // the server would wait for parts of a multipart body that never come
      refuse(call, group.rejection(call, PageException.notAForm()));
    } else {
      call.next();
    }
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
    return type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED);
  }

  private static void refuse(RoutingContext call, Response shown) {
    HttpServerResponse response = call.response().setStatusCode(shown.getStatus());
    shown.getStringHeaders().forEach((name, values) -> response.headers().set(name, values));
    // the body is not read, so the connection cannot be reused
    LingeringClose.announce(call);
    String body = call.request().method().name().equals("HEAD") ? "" : shown.getEntity().toString();
    response.end(body).onComplete(_ -> LingeringClose.close(call));
  }

  private static long length(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,18}") ? Long.parseLong(header) : 0;
  }
}
