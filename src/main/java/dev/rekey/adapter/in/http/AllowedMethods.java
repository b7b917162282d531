package dev.rekey.adapter.in.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The methods that each path allows, for the `Allow` header of a 405 (RFC 9110, section 15.5.6).
/// They are derived at startup from the annotations of all resources that the container holds.
@Singleton
public class AllowedMethods {
  /// A variable of a path, with its expression if it has one.
  private static final Pattern VARIABLE = Pattern.compile("\\{[^:}]+\\}|\\{[^:}]+:([^}]+)\\}");

  private final List<Route> routes = new ArrayList<>();

  @Inject
  AllowedMethods(BeanManager beans) {
    this(
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .<Class<?>>map(Bean::getBeanClass)
            .filter(bean -> bean.isAnnotationPresent(Path.class))
            .toList());
  }

  /// The methods that `resources` allow.
  AllowedMethods(Collection<Class<?>> resources) {
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            String template = template(path(resource), path(method));
            routes.add(new Route(resource, verb.value(), template, pattern(template)));
          }
        }
      }
    }
  }

  /// The methods that `path` allows. Every path allows `OPTIONS`.
  public Set<String> of(String path) {
    Set<String> allowed = new TreeSet<>(of(path, _ -> true));
    allowed.add(HttpMethod.OPTIONS);
    return allowed;
  }

  /// The methods that `path` allows in those of the `resources`; empty where it is a path of none.
  public Set<String> of(String path, Predicate<Class<?>> resources) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (route.path.matcher(path).matches() && resources.test(route.resource)) {
        allowed.add(route.method);
        allowed.add(HttpMethod.OPTIONS);
        if (route.method.equals(HttpMethod.GET)) {
          allowed.add(HttpMethod.HEAD);
        }
      }
    }
    return allowed;
  }

  /// The template of the resource that serves `path`, which may be a template itself.
  public Optional<String> template(String path) {
    return routes.stream()
        .filter(route -> route.template.equals(path) || route.path.matcher(path).matches())
        .map(Route::template)
        .findFirst();
  }

  private static String template(String ofResource, String ofMethod) {
    return ("/" + ofResource + "/" + ofMethod).replaceAll("/+", "/").replaceAll("/$", "");
  }

  private static Pattern pattern(String whole) {
    StringBuilder expression = new StringBuilder();
    Matcher variable = VARIABLE.matcher(whole);
    int literal = 0;
    while (variable.find()) {
      expression.append(Pattern.quote(whole.substring(literal, variable.start())));
      String own = variable.group(1);
      expression.append(own == null ? "[^/]+" : "(?:" + own + ")");
      literal = variable.end();
    }
    return Pattern.compile(expression + Pattern.quote(whole.substring(literal)) + "/?");
  }

  private static String path(AnnotatedElement place) {
    Path path = place.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private record Route(Class<?> resource, String method, String template, Pattern path) {}
}
