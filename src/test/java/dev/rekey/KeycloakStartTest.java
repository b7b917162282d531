package dev.rekey;

import static dev.rekey.RefusedStart.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rekey.local.fixture.ValidEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An invalid configuration of Keycloak aborts startup with one sentence that names the setting.
class KeycloakStartTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "REKEY_IDENTITY, ldap, REKEY_IDENTITY",
        "REKEY_PAGES_STOREFRONT, true, REKEY_PAGES_STOREFRONT",
        "REKEY_KEYCLOAK_URL, none, REKEY_KEYCLOAK_URL",
        "REKEY_KEYCLOAK_URL, sso.shop.example, REKEY_KEYCLOAK_URL",
        "REKEY_KEYCLOAK_URL, http://sso.shop.example, REKEY_KEYCLOAK_URL",
        "REKEY_KEYCLOAK_URL, https://sso.shop.example/realms/shop, REKEY_KEYCLOAK_URL",
        "REKEY_REMOTE_REVOCATIONS_KEYCLOAK_URL, https://erp.example/revoke, REKEY_REMOTE_REVOCATIONS_KEYCLOAK",
        "REKEY_KEYCLOAK_REALM, none, REKEY_KEYCLOAK_REALM",
        "REKEY_KEYCLOAK_CLIENT_ID, ' ', REKEY_KEYCLOAK_CLIENT_ID",
        "REKEY_KEYCLOAK_CLIENT_SECRET, none, REKEY_KEYCLOAK_CLIENT_SECRET",
        "REKEY_KEYCLOAK_STORE, nowhere, REKEY_KEYCLOAK_STORE",
        "REKEY_KEYCLOAK_DEADLINE, PT0S, REKEY_KEYCLOAK_DEADLINE",
        "REKEY_KEYCLOAK_DEADLINE, PT1M, REKEY_KEYCLOAK_DEADLINE",
        "REKEY_KEYCLOAK_REPEAT_LOGOUT_AFTER, -PT1S, REKEY_KEYCLOAK_REPEAT_LOGOUT_AFTER"
      })
  void whatIsMissingOrSenselessIsNamed(String name, @Nullable String value, String named) {
    assertThat(assertRefused(withKeycloak(), name, value, named)).doesNotContain("of-the-client");
  }

  @Test
  void theRealmIsAllThatKeycloakNeeds() {
    assertThatCode(() -> RefusedStart.check(withKeycloak())).doesNotThrowAnyException();
  }

  @Test
  void aLeaseThatEndsDuringTheCallsOfKeycloakIsRejected() {
    Map<String, String> environment = withKeycloak();
    environment.put("REKEY_MAIL_TIMEOUT", "PT3S");
    environment.put("REKEY_LEASE", "PT30S");

    assertRefused(environment, "REKEY_LEASE");
  }

  private static Map<String, String> withKeycloak() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.putAll(
        Map.of(
            "REKEY_IDENTITY", "keycloak",
            "REKEY_KEYCLOAK_URL", "https://sso.shop.example",
            "REKEY_KEYCLOAK_REALM", "shop",
            "REKEY_KEYCLOAK_CLIENT_ID", "rekey",
            "REKEY_KEYCLOAK_CLIENT_SECRET", "of-the-client"));
    return environment;
  }
}
