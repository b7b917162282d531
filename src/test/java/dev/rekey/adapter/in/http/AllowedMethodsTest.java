package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.rest.OpenApiDocument;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The service and the contract name the same calls. Pages can all be switched off, and are no part
/// of the contract.
class AllowedMethodsTest {
  private static final AllowedMethods API = new AllowedMethods(ResourceClasses.api());
  private static final AllowedMethods STOREFRONT = new AllowedMethods(ResourceClasses.storefront());
  private static final AllowedMethods ADMINISTRATION =
      new AllowedMethods(ResourceClasses.administration());

  @Test
  void theRoutesOfTheCodeAreThoseOfTheContract() {
    Set<String> routes = new TreeSet<>();
    for (Class<?> resource : ResourceClasses.api()) {
      ResourceClasses.routes(resource)
          .forEach(route -> routes.add(route.method() + " " + route.path()));
    }

    assertThat(routes).isEqualTo(OpenApiDocument.get().byName().keySet());
  }

  @Test
  void everyCallOfTheContractIsAllowed() {
    for (String call : OpenApiDocument.get().byName().keySet()) {
      String[] parts = call.split(" ", 2);
      String path = parts[1].replaceAll("\\{[^}]+}", "one");

      assertThat(API.of(path)).as("%s", path).contains(parts[0], "OPTIONS");
    }
    assertThat(API.of("/password-resets")).containsExactly("OPTIONS", "POST");
    assertThat(API.of("/settings")).containsExactly("GET", "HEAD", "OPTIONS", "PATCH");
    assertThat(API.of("/no-such-path")).containsExactly("OPTIONS");
  }

  @Test
  void everyPageIsThereOnlyWhereItsSettingIsOn() {
    everyOneIsThereOnlyWith("rekey.pages.storefront", ResourceClasses.storefront());
  }

  @Test
  void thoseOfAdministratorsHaveASettingOfTheirOwn() {
    everyOneIsThereOnlyWith("rekey.pages.administration", ResourceClasses.administration());
  }

  @Test
  void aPathOfTheAdministrationTakesWhatBrowsersSend() {
    assertThat(pages(ADMINISTRATION, "/administration/customers/c-1/force-sign-in"))
        .containsExactly("GET", "HEAD", "OPTIONS", "POST");
    assertThat(pages(ADMINISTRATION, "/administration/")).containsExactly("GET", "HEAD", "OPTIONS");
    assertThat(pages(ADMINISTRATION, "/administration/customers/c-1/x")).isEmpty();
    assertThat(pages(ADMINISTRATION, "/administrations")).isEmpty();
    assertThat(pages(ADMINISTRATION, "/customers")).isEmpty();
  }

  @Test
  void noPageIsPartOfTheContract() throws IOException {
    String contract = Files.readString(Path.of("openapi.yaml"));

    assertThat(ResourceClasses.storefrontPages())
        .contains("sign-in", "forgot-password", "forgot-password/sent", "account")
        .noneMatch(page -> contract.contains("\n  /" + page + ":"));
  }

  @Test
  void aPathNamesThePageOfWhicheverStore() {
    assertThat(pages(STOREFRONT, "/sign-in")).isNotEmpty();
    assertThat(pages(STOREFRONT, "/stores/north/forgot-password/sent")).isNotEmpty();
    assertThat(pages(STOREFRONT, "/stores/sign-in")).isEmpty();
    assertThat(pages(STOREFRONT, "/sign-ins")).isEmpty();
    assertThat(pages(STOREFRONT, "/")).isEmpty();
  }

  @Test
  void aPageTakesWhatBrowsersSend() {
    assertThat(pages(STOREFRONT, "/sign-in")).containsExactly("GET", "HEAD", "OPTIONS", "POST");
    assertThat(pages(STOREFRONT, "/forgot-password/sent"))
        .containsExactly("GET", "HEAD", "OPTIONS");
  }

  @Test
  void onlyTheResourcesThatAreAskedForCount() {
    assertThat(STOREFRONT.of("/sign-in", resource -> false)).isEmpty();
  }

  private static Set<String> pages(AllowedMethods methods, String path) {
    return methods.of(path, resource -> true);
  }

  private static void everyOneIsThereOnlyWith(String setting, List<Class<?>> resources) {
    for (Class<?> pages : resources) {
      EndpointDisabled off = pages.getAnnotation(EndpointDisabled.class);

      assertThat(off).as("%s", pages).isNotNull();
      assertThat(off.name()).as("%s", pages).isEqualTo(setting);
      assertThat(off.stringValue()).as("%s", pages).isEqualTo("false");
      // the default of a mapping is not seen by it
      assertThat(off.disableIfMissing()).as("%s", pages).isTrue();
    }
  }
}
