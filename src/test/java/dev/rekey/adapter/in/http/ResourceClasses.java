package dev.rekey.adapter.in.http;

import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The resources of the service, found by their annotation among the compiled classes.
public final class ResourceClasses {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path DRIVING_ADAPTERS = CLASSES.resolve("dev/rekey/adapter/in");

  private ResourceClasses() {}

  /// Those of the API.
  public static List<Class<?>> api() {
    return in("dev.rekey.adapter.in.rest.");
  }

  /// Those of the pages for customers.
  public static List<Class<?>> storefront() {
    return in("dev.rekey.adapter.in.web.storefront.");
  }

  /// Those of the pages for administrators.
  public static List<Class<?>> administration() {
    return in("dev.rekey.adapter.in.web.administration.");
  }

  /// The paths of the pages for customers, without the part that names a store.
  public static Set<String> storefrontPages() {
    Set<String> pages = new TreeSet<>();
    for (Class<?> resource : storefront()) {
      for (Route route : routes(resource)) {
        pages.add(route.path().replaceFirst("^/(?:\\{store:.*?\\)\\?\\})?", ""));
      }
    }
    return pages;
  }

  /// The methods and paths that a resource answers.
  static List<Route> routes(Class<?> resource) {
    List<Route> routes = new ArrayList<>();
    for (Method method : resource.getDeclaredMethods()) {
      Arrays.stream(method.getAnnotations())
          .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
          .filter(verb -> verb != null)
          .forEach(verb -> routes.add(new Route(verb.value(), path(resource, method))));
    }
    return routes;
  }

  private static List<Class<?>> in(String prefix) {
    List<Class<?>> found = new ArrayList<>();
    for (String name : names()) {
      if (name.startsWith(prefix)) {
        try {
          Class<?> type = Class.forName(name);
          if (type.isAnnotationPresent(jakarta.ws.rs.Path.class)) {
            found.add(type);
          }
        } catch (ClassNotFoundException moved) {
          throw new IllegalStateException(moved);
        }
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("No resource below " + prefix);
    }
    return found;
  }

  private static List<String> names() {
    try (Stream<Path> files = Files.walk(DRIVING_ADAPTERS)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .map(file -> file.replaceFirst("[.]class$", "").replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String path(Class<?> resource, Method method) {
    String whole = ("/" + path(resource) + "/" + path(method)).replaceAll("/+", "/");
    return whole.length() > 1 ? whole.replaceFirst("/$", "") : whole;
  }

  private static String path(AnnotatedElement place) {
    jakarta.ws.rs.Path path = place.getAnnotation(jakarta.ws.rs.Path.class);
    return path == null ? "" : path.value();
  }

  record Route(String method, String path) {}
}
