package dev.rekey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.rekey.domain.OutboxSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxConfiguredTest {

  @Test
  void theDefaultsAreValid() {
    OutboxSettings outbox = OutboxConfigured.outbox(settings());

    assertThat(outbox)
        .isEqualTo(
            new OutboxSettings(
                Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2)));
    assertThat(outbox.longestMail()).isLessThan(outbox.lease());
    assertThat(outbox.mailStartsWithin().plus(outbox.longestMail()))
        .isLessThanOrEqualTo(outbox.lease());
  }

  @ParameterizedTest
  @CsvSource({
    "rekey.mail-timeout, PT1.9S",
    "rekey.mail-timeout, PT10M1S",
    "rekey.lease, PT11S",
    "rekey.lease, PT2H",
    "rekey.retry-delay, PT0S",
    "rekey.retry-delay, PT6M"
  })
  void aValueOutOfRangeIsRejected(String property, String value) {
    assertRejected(property, settings(property, value));
  }

  @Test
  void aLeaseThatCouldEndDuringAMailIsRejected() {
    assertRejected("rekey.lease", settings("rekey.lease", "PT40S"));
    assertRejected("rekey.lease", settings("rekey.mail-timeout", "PT10S", "rekey.lease", "PT20S"));
    assertThatNoException()
        .isThrownBy(() ->
            OutboxConfigured.outbox(
                settings("rekey.mail-timeout", "PT10S", "rekey.lease", "PT21S")));
  }

  @Test
  void aLeaseThatCouldEndDuringACallOfATokenStoreIsRejected() {
    assertRejected(
        "rekey.lease",
        settings(
            "rekey.lease", "PT12S",
            "rekey.mail-timeout", "PT3S",
            "rekey.token-stores.erp.url", "https://erp.example/revoke",
            "rekey.token-stores.erp.bearer-token", "secret",
            "rekey.token-stores.erp.deadline", "PT12S"));
  }

  @Test
  void aLeaseThatCouldEndDuringTheCallsOfKeycloakIsRejected() {
    KeycloakSettings keycloak =
        config(
            KeycloakSettings.class,
            "rekey.keycloak.url",
            "https://sso.example",
            "rekey.keycloak.realm",
            "shop",
            "rekey.keycloak.client-id",
            "rekey",
            "rekey.keycloak.client-secret",
            "secret");

    assertThatNoException()
        .isThrownBy(
            () -> KeycloakConfigured.check(settings("rekey.identity", "keycloak"), keycloak));
    assertThatExceptionOfType(InvalidConfiguration.class)
        .isThrownBy(() ->
            KeycloakConfigured.check(
                settings(
                    "rekey.identity", "keycloak",
                    "rekey.mail-timeout", "PT3S",
                    "rekey.lease", "PT30S"),
                keycloak))
        .withMessageContaining("rekey.lease");
  }

  private static void assertRejected(String property, Settings settings) {
    assertThatExceptionOfType(InvalidConfiguration.class)
        .isThrownBy(() -> OutboxConfigured.outbox(settings))
        .withMessageContaining(property);
  }

  private static Settings settings(String... properties) {
    String store = "rekey.stores.default.";
    String[] needed = {
      store + "name", "Main Shop",
      store + "mail-from", "no-reply@shop.example",
      store + "support-address", "support@shop.example",
      store + "reset-password-url", "https://shop.example/reset",
      store + "forgot-password-url", "https://shop.example/forgot"
    };
    String[] all = Arrays.copyOf(needed, needed.length + properties.length);
    System.arraycopy(properties, 0, all, needed.length, properties.length);
    return config(Settings.class, all);
  }

  private static <T> T config(Class<T> mapping, String... properties) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      values.put(properties[i], properties[i + 1]);
    }
    return ConfigUtils.emptyConfigBuilder()
        .withMapping(mapping)
        .withDefaultValues(values)
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(mapping);
  }
}
