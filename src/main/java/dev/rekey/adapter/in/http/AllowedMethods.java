package dev.rekey.adapter.in.http;

import dev.rekey.adapter.in.rest.customer.CustomerActionsResource;
import dev.rekey.adapter.in.rest.customer.CustomersResource;
import dev.rekey.adapter.in.rest.problem.ProblemTypesResource;
import dev.rekey.adapter.in.rest.reset.PasswordDisputesResource;
import dev.rekey.adapter.in.rest.reset.PasswordPolicyResource;
import dev.rekey.adapter.in.rest.reset.PasswordResetsResource;
import dev.rekey.adapter.in.rest.settings.SettingsResource;
import dev.rekey.adapter.in.rest.signin.MeResource;
import dev.rekey.adapter.in.rest.signin.SignInsResource;
import dev.rekey.adapter.in.rest.ssf.EventPollResource;
import dev.rekey.adapter.in.rest.ssf.EventStreamsAdminResource;
import dev.rekey.adapter.in.rest.ssf.EventStreamsResource;
import dev.rekey.adapter.in.rest.ssf.JwksResource;
import dev.rekey.adapter.in.rest.ssf.SsfConfigurationResource;
import dev.rekey.adapter.in.rest.token.ForceSignInJobsResource;
import dev.rekey.adapter.in.rest.token.GlobalTokenRevocationResource;
import dev.rekey.adapter.in.rest.token.OAuthMetadataResource;
import dev.rekey.adapter.in.rest.token.OAuthResource;
import dev.rekey.adapter.in.rest.token.OAuthTokensResource;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The HTTP methods of each path, read from the annotations of the resources. They fill `Allow` of
/// a 405 (RFC 9110, section 15.5.6). A test checks that no resource is missing.
public final class AllowedMethods {
  public static final List<Class<?>> RESOURCES =
      List.of(
          EventStreamsAdminResource.class,
          CustomersResource.class,
          EventPollResource.class,
          EventStreamsResource.class,
          ForceSignInJobsResource.class,
          GlobalTokenRevocationResource.class,
          MeResource.class,
          OAuthMetadataResource.class,
          OAuthResource.class,
          OAuthTokensResource.class,
          PasswordDisputesResource.class,
          PasswordResetsResource.class,
          ProblemTypesResource.class,
          SettingsResource.class,
          JwksResource.class,
          SignInsResource.class,
          PasswordPolicyResource.class,
          CustomerActionsResource.class,
          SsfConfigurationResource.class);

  private static final List<Route> ALL = read();

  private AllowedMethods() {}

  /// The methods that `path` supports.
  public static Set<String> allowed(String path) {
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
