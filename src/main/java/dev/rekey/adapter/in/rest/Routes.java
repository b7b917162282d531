package dev.rekey.adapter.in.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which methods each path takes, for the `Allow` of a 405 (RFC 9110, section 15.5.6), read off the
/// annotations of the resources. A test holds that none is missing here.
final class Routes {
  static final List<Class<?>> RESOURCES =
      List.of(
          AllEventStreamsResource.class,
          CustomersResource.class,
          EventPollResource.class,
          EventStreamsResource.class,
          ForceSignInsResource.class,
          GlobalTokenRevocationResource.class,
          MeResource.class,
          MetadataResource.class,
          OAuthResource.class,
          OAuthTokensResource.class,
          PasswordChangesResource.class,
          PasswordResetsResource.class,
          ProblemsResource.class,
          SettingsResource.class,
          SigningKeysResource.class,
          SignInsResource.class,
          StorefrontResource.class,
          SupportResource.class,
          TransmitterResource.class);

  private static final List<Route> ALL = read();

  private Routes() {}

  /// The methods that `path` takes.
  static Set<String> allowed(String path) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : ALL) {
      if (route.path.matcher(path).matches()) {
        allowed.add(route.method);
        if (route.method.equals(HttpMethod.GET)) {
          allowed.add(HttpMethod.HEAD);
        }
      }
    }
    allowed.add(HttpMethod.OPTIONS);
    return allowed;
  }

  private static List<Route> read() {
    List<Route> routes = new ArrayList<>();
    for (Class<?> resource : RESOURCES) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            routes.add(new Route(verb.value(), pattern(resource, method)));
          }
        }
      }
    }
    return List.copyOf(routes);
  }

  private static Pattern pattern(Class<?> resource, Method method) {
    String own =
        method.isAnnotationPresent(Path.class) ? path(method.getAnnotation(Path.class)) : "";
    String whole = (path(resource.getAnnotation(Path.class)) + "/" + own).replaceAll("/+", "/");
    StringBuilder expression = new StringBuilder();
    for (String segment : whole.replaceAll("^/|/$", "").split("/")) {
      expression.append('/').append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
    }
    return Pattern.compile(expression + "/?");
  }

  private static String path(Path path) {
    return path.value();
  }

  private record Route(String method, Pattern path) {}
}
