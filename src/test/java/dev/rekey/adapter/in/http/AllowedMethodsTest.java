package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rekey.adapter.in.rest.OpenApiDocument;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the code answers and what the contract names are the same calls.
class AllowedMethodsTest {

  @Test
  void theListOfResourcesIsComplete() {
    Set<String> annotated =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rekey")
                .stream()
                .filter(one -> one.isAnnotatedWith(Path.class))
                // pages are for people and no part of the contract: PageAllowedMethodsTest
                .filter(one -> !one.getPackageName().startsWith("dev.rekey.adapter.in.web"))
                .map(JavaClass::getFullName)
                .collect(Collectors.toSet());

    assertThat(AllowedMethods.RESOURCES)
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(annotated);
  }

  @Test
  void theRoutesOfTheCodeAreThoseOfTheContract() {
    Set<String> routes = new TreeSet<>();
    for (Class<?> resource : AllowedMethods.RESOURCES) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            routes.add(verb.value() + " " + path(resource, method));
          }
        }
      }
    }

    assertThat(routes).isEqualTo(OpenApiDocument.get().byName().keySet());
  }

  private static String path(Class<?> resource, Method method) {
    Path own = method.getAnnotation(Path.class);
    String whole =
        "/" + resource.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
    String single = whole.replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }
}
