package dev.rekey.adapter.in.http;

import dev.rekey.adapter.in.web.administration.CustomerListPages;
import dev.rekey.adapter.in.web.administration.CustomerPages;
import dev.rekey.adapter.in.web.administration.SessionPages;
import dev.rekey.adapter.in.web.administration.SettingsPages;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.adapter.in.web.storefront.AccountPages;
import dev.rekey.adapter.in.web.storefront.DisputePages;
import dev.rekey.adapter.in.web.storefront.ForgotPasswordPages;
import dev.rekey.adapter.in.web.storefront.ResetPasswordPages;
import dev.rekey.adapter.in.web.storefront.SignInPages;
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

/// The HTTP methods of each page, read from the annotations. A test checks that no page is missing.
public final class PageAllowedMethods {
  static final List<Class<?>> STOREFRONT =
      List.of(
          SignInPages.class,
          ForgotPasswordPages.class,
          ResetPasswordPages.class,
          AccountPages.class,
          DisputePages.class);

  static final List<Class<?>> ADMINISTRATION =
      List.of(
          SessionPages.class, CustomerListPages.class, CustomerPages.class, SettingsPages.class);

  private static final Map<String, Set<String>> METHODS = read(STOREFRONT);
  private static final Map<String, Set<String>> OF_ADMINISTRATION = read(ADMINISTRATION);

  private PageAllowedMethods() {}

  /// The path prefix that names the store, as [PageRequests#store] expects it.
  public static String store(String path) {
    return path.replaceFirst("^/(stores/[^/]+/)?.*", "$1");
  }

  /// The page that `path` names, for any store; empty if there is none.
  public static Optional<String> page(String path) {
    String page = path.replaceFirst("^/(?:stores/[^/]+/)?", "").replaceFirst("/$", "");
    return METHODS.containsKey(page) ? Optional.of(page) : Optional.empty();
  }

  /// The methods of an administration path; empty if there is no such page.
  public static Set<String> allowedToAdministrators(String path) {
    String page = path.replaceFirst("^/", "").replaceFirst("/$", "");
    return OF_ADMINISTRATION.entrySet().stream()
        .filter(one -> page.matches(one.getKey().replace("{id}", "[^/]+")))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of());
  }

  /// The paths of all pages, without the prefix of the store.
  public static Set<String> pages() {
    return METHODS.keySet();
  }

  /// The methods that a page supports.
  public static Set<String> allowed(String page) {
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
            page = page.replaceFirst("^/+", "").replace(PageRequests.STORE, "");
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
