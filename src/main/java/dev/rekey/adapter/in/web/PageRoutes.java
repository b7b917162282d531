package dev.rekey.adapter.in.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
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
          AccountPages.class,
          NotMePages.class);

  static final List<Class<?>> ADMINISTRATION =
      List.of(
          AdministrationPages.class,
          CustomersPages.class,
          CustomerPages.class,
          SettingsPages.class);

  private static final Map<String, Set<String>> METHODS = read(STOREFRONT);
  private static final Map<String, Set<String>> OF_ADMINISTRATION = read(ADMINISTRATION);

  private PageRoutes() {}

  /// What `path` names its store by, as [Visits#store] takes it.
  static String store(String path) {
    return path.replaceFirst("^/(stores/[^/]+/)?.*", "$1");
  }

  /// The page that `path` names, of whichever store, where there is one.
  static Optional<String> page(String path) {
    String page = path.replaceFirst("^/(?:stores/[^/]+/)?", "").replaceFirst("/$", "");
    return METHODS.containsKey(page) ? Optional.of(page) : Optional.empty();
  }

  /// The methods that a path of the administration takes; none where there is no page of it.
  static Set<String> allowedToAdministrators(String path) {
    String page = path.replaceFirst("^/", "").replaceFirst("/$", "");
    return OF_ADMINISTRATION.entrySet().stream()
        .filter(one -> page.matches(one.getKey().replace("{id}", "[^/]+")))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of());
  }

  /// All pages, by what follows the store in their paths.
  static Set<String> pages() {
    return METHODS.keySet();
  }

  /// The methods that a page takes.
  static Set<String> allowed(String page) {
    return METHODS.getOrDefault(page, Set.of());
  }

  private static Map<String, Set<String>> read(List<Class<?>> resources) {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            String page = path(resource) + (path(method).isEmpty() ? "" : "/" + path(method));
            page = page.replaceFirst("^/+", "").replace(Visits.STORE, "");
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

  private static String path(AnnotatedElement place) {
    Path path = place.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
