package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages are known by a list, can all be switched off, and are no part of the contract.
class PageAllowedMethodsTest {

  @Test
  void theListOfPagesIsComplete() {
    Set<String> annotated =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.rekey.adapter.in.web")
                .stream()
                .filter(one -> one.isAnnotatedWith(Path.class))
                .map(JavaClass::getFullName)
                .collect(Collectors.toSet());

    assertThat(
            Stream.concat(
                PageAllowedMethods.STOREFRONT.stream(), PageAllowedMethods.ADMINISTRATION.stream()))
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(annotated);
  }

  @Test
  void everyPageIsThereOnlyWhereItsSettingIsOn() {
    for (Class<?> pages : PageAllowedMethods.STOREFRONT) {
      EndpointDisabled off = pages.getAnnotation(EndpointDisabled.class);

      assertThat(off).as("%s", pages).isNotNull();
      assertThat(off.name()).as("%s", pages).isEqualTo("rekey.pages.storefront");
      assertThat(off.stringValue()).as("%s", pages).isEqualTo("false");
      // the default of a mapping is not seen by it
      assertThat(off.disableIfMissing()).as("%s", pages).isTrue();
    }
  }

  @Test
  void thoseOfAdministratorsHaveASettingOfTheirOwn() {
    for (Class<?> pages : PageAllowedMethods.ADMINISTRATION) {
      EndpointDisabled off = pages.getAnnotation(EndpointDisabled.class);

      assertThat(off).as("%s", pages).isNotNull();
      assertThat(off.name()).as("%s", pages).isEqualTo("rekey.pages.administration");
      assertThat(off.stringValue()).as("%s", pages).isEqualTo("false");
      assertThat(off.disableIfMissing()).as("%s", pages).isTrue();
    }
  }

  @Test
  void aPathOfTheAdministrationTakesWhatBrowsersSend() {
    assertThat(
            PageAllowedMethods.allowedToAdministrators(
                "/administration/customers/c-1/force-sign-in"))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "POST");
    assertThat(PageAllowedMethods.allowedToAdministrators("/administration/"))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
    assertThat(PageAllowedMethods.allowedToAdministrators("/administration/customers/c-1/x"))
        .isEmpty();
    assertThat(PageAllowedMethods.allowedToAdministrators("/administrations")).isEmpty();
    assertThat(PageAllowedMethods.allowedToAdministrators("/customers")).isEmpty();
  }

  @Test
  void noPageIsPartOfTheContract() throws IOException {
    String contract = Files.readString(java.nio.file.Path.of("openapi.yaml"));

    assertThat(PageAllowedMethods.pages())
        .contains("sign-in", "forgot-password", "account")
        .noneMatch(page -> contract.contains("\n  /" + page + ":"));
  }

  @Test
  void aPathNamesThePageOfWhicheverStore() {
    assertThat(PageAllowedMethods.page("/sign-in")).contains("sign-in");
    assertThat(PageAllowedMethods.page("/stores/north/forgot-password/sent"))
        .contains("forgot-password/sent");
    assertThat(PageAllowedMethods.page("/stores/sign-in")).isEmpty();
    assertThat(PageAllowedMethods.page("/sign-ins")).isEmpty();
    assertThat(PageAllowedMethods.page("/")).isEmpty();
  }

  @Test
  void aPageTakesWhatBrowsersSend() {
    assertThat(PageAllowedMethods.allowed("sign-in"))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "POST");
    assertThat(PageAllowedMethods.allowed("forgot-password/sent"))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
  }
}
