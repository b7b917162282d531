package dev.rekey.adapter.in.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which methods each page takes, read off the annotations. A test holds that none is missing here.
final class PageRoutes {
  static final List<Class<?>> STOREFRONT =
      List.of(
          SignInPages.class,
          ForgotPasswordPages.class,
          ResetPasswordPages.class,
          AccountPages.class);

  private static final Map<String, Set<String>> METHODS = read();

  private PageRoutes() {}

  /// The page that `path` names, of whichever store, where there is one.
  static Optional<String> page(String path) {
    String page = path.replaceFirst("^/(?:stores/[^/]+/)?", "").replaceFirst("/$", "");
    return METHODS.containsKey(page) ? Optional.of(page) : Optional.empty();
  }

  /// All pages, by what follows the store in their paths.
  static Set<String> pages() {
    return METHODS.keySet();
  }

  /// The methods that a page takes.
  static Set<String> allowed(String page) {
    return METHODS.getOrDefault(page, Set.of());
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Class<?> resource : STOREFRONT) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            String page = method.getAnnotation(Path.class).value().replace(Visits.STORE, "");
            Set<String> allowed =
                methods.computeIfAbsent(
                    page, _ -> new TreeSet<>(Set.of(HttpMethod.OPTIONS, HttpMethod.HEAD)));
            allowed.add(verb.value());
          }
        }
      }
    }
    return methods;
  }
}
