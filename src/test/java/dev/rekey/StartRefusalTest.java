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
import org.junit.jupiter.params.provider.ValueSource;

/// A missing or invalid setting aborts startup with one sentence that names it.
class StartRefusalTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUARKUS_DATASOURCE_JDBC_URL",
        "QUARKUS_DATASOURCE_USERNAME",
        "QUARKUS_DATASOURCE_PASSWORD",
        "QUARKUS_MAILER_HOST",
        "QUARKUS_OIDC_AUTH_SERVER_URL",
        "REKEY_STORES_DEFAULT_NAME",
        "REKEY_STORES_DEFAULT_MAIL_FROM",
        "REKEY_STORES_DEFAULT_SUPPORT_ADDRESS",
        "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL",
        "REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL"
      })
  void aMissingSettingIsNamed(String name) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.remove(name);

    assertRefused(environment, name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "REKEY_REMOTE_REVOCATIONS_ERP_URL, none",
        "REKEY_REMOTE_REVOCATIONS_ERP_URL, erp.example/revoke",
        "REKEY_REMOTE_REVOCATIONS_ERP_URL, ftp://erp.example/revoke",
        "REKEY_REMOTE_REVOCATIONS_ERP_URL, http://erp.example/revoke",
        "REKEY_REMOTE_REVOCATIONS_ERP_URL, https://a@erp.example/revoke",
        "REKEY_REMOTE_REVOCATIONS_ERP_BEARER_TOKEN, none",
        "REKEY_REMOTE_REVOCATIONS_ERP_BEARER_TOKEN, two words",
        "REKEY_REMOTE_REVOCATIONS_ERP_SUBJECT, phone",
        "REKEY_REMOTE_REVOCATIONS_ERP_DEADLINE, PT0S",
        "REKEY_REMOTE_REVOCATIONS_ERP_DEADLINE, PT1M",
        "REKEY_REMOTE_REVOCATIONS_ERP_ISSUER, none"
      })
  void aTokenStoreThatCouldNotBeToldIsNamed(String name, @Nullable String value) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_URL", "https://erp.example/revoke");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_BEARER_TOKEN", "secret");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_SUBJECT", "ISS_SUB");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_ISSUER", "https://id.example");

    assertRefused(environment, name, value, name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "QUARKUS_HTTP_PORT, http",
        "QUARKUS_MAILER_PORT, 70000",
        "QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS, 2000000000",
        "QUARKUS_MAILER_HOST, ' '",
        "QUARKUS_MAILER_MOCK, true",
        "QUARKUS_MAILER_DKIM_ENABLED, true",
        "QUARKUS_MAILER_APPROVED_RECIPIENTS, .*@shop.example",
        "QUARKUS_DATASOURCE_JDBC_URL, localhost/rekey",
        "QUARKUS_DATASOURCE_JDBC_URL, jdbc:mysql://localhost/rekey",
        "QUARKUS_OIDC_AUTH_SERVER_URL, login.shop.example",
        "REKEY_PROTECTION, FOO",
        "REKEY_REMOTE_REVOCATION_NETWORKS, shop.example",
        "REKEY_MAIL_TIMEOUT, PT1.9S",
        "REKEY_MAIL_TIMEOUT, PT10M1S",
        "REKEY_LEASE, PT11S",
        "REKEY_LEASE, PT2H",
        "REKEY_LEASE, PT40S",
        "REKEY_RETRY_DELAY, PT0S",
        "REKEY_RETRY_DELAY, PT6M",
        "REKEY_DISPUTES_LIFETIME, soon",
        "REKEY_DISPUTES_LIFETIME, PT0S",
        "REKEY_STORES_DEFAULT_NOT_ME_URL, not a url",
        "REKEY_MAX_REQUESTS_PER_HOUR, many",
        "REKEY_MAX_REQUESTS_PER_HOUR, -1",
        "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP, 1000001",
        "REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, -1",
        "REKEY_MAX_PASSWORD_CHANGES_PER_HOUR, many",
        "REKEY_MAX_MAILS_PER_HOUR, 1000001",
        "REKEY_MIN_INTERVAL, soon",
        "REKEY_MIN_INTERVAL, -PT1S",
        "REKEY_ADMIN_MAX_REQUESTS_PER_HOUR, 1.5",
        "REKEY_LINK_LIFETIME, 0s",
        "REKEY_LINK_LIFETIME, P367D",
        "REKEY_MINIMUM_LENGTH, abc",
        "REKEY_MINIMUM_LENGTH, 0",
        "REKEY_MINIMUM_LENGTH, ''",
        "REKEY_MAXIMUM_LENGTH, 5",
        "REKEY_SPACES_ALLOWED, maybe",
        "REKEY_REQUIRED_CHARACTER_CLASSES, 5",
        "REKEY_REJECT_COMPROMISED, tru",
        "REKEY_LOCKOUT_FAILURES, -1",
        "REKEY_LOCKOUT_TIME, -PT1S",
        "REKEY_ACCESS_TOKEN_LIFETIME, PT0S",
        "REKEY_COMPROMISED_PASSWORDS_FILE, /nowhere/list.txt",
        "REKEY_COMPROMISED_PASSWORDS_FILE, /",
        "REKEY_TRUSTED_PROXIES, nonsense",
        "REKEY_TRUSTED_PROXIES, '10.0.0.0/8,10.0.0.0/33'",
        "REKEY_TRUSTED_PROXY_HOPS, 0",
        "REKEY_TRUSTED_PROXY_HOPS, many",
        "REKEY_TRUSTED_PROXY_HEADER, X_REAL_IP",
        "REKEY_CORS_ORIGINS, '*'",
        "REKEY_CORS_ORIGINS, https://shop.example/",
        "REKEY_CORS_ORIGINS, https://shop.example:443",
        "REKEY_CORS_ORIGINS, https://Shop.example",
        "REKEY_CORS_ORIGINS, 'https://shop.example,null'",
        "REKEY_CORS_ORIGINS, https://a@shop.example",
        "REKEY_PUBLIC_URL, rekey.shop.example",
        "REKEY_PUBLIC_URL, https://rekey.shop.example/",
        "REKEY_PUBLIC_URL, http://rekey.shop.example",
        "REKEY_HASHING_MEMORY_KIB, 1",
        "REKEY_HASHING_ITERATIONS, 0",
        "REKEY_HASHING_PARALLEL_HASHES, -1",
        "REKEY_HASHING_QUEUE, 0",
        "REKEY_RETENTION_EVENTS, PT0S",
        "REKEY_DATABASE_STARTUP_TIMEOUT, long",
        "REKEY_STORES_DEFAULT_NAME, ' '",
        "REKEY_STORES_DEFAULT_ACCENT_COLOUR, red",
        "REKEY_STORES_DEFAULT_ACCENT_COLOUR, #1d4fc4;}",
        "REKEY_STORES_DEFAULT_MAIL_FROM, Shop",
        "REKEY_STORES_DEFAULT_SUPPORT_ADDRESS, 'a@b.example,c@d.example'",
        "REKEY_STORES_DEFAULT_LANGUAGES, 'en,tlh'",
        "REKEY_STORES_DEFAULT_TIME_ZONE, Mars/Base",
        "REKEY_PAGES_STOREFRONT, yes",
        "REKEY_PAGES_ADMINISTRATION, 1",
        "REKEY_STORES_DEFAULT_ACCENT_COLOUR, blue",
        "REKEY_STORES_DEFAULT_HEADER_COLOUR, '#fff'",
        "REKEY_STORES_DEFAULT_LOGO_FILE, /nowhere/logo.svg",
        "REKEY_STORES_DEFAULT_LOGO_FILE, pom.xml",
        "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL, not a url",
        "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL, javascript:alert(1)",
        "REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL, https://shop.example/#forgot"
      })
  void aSenselessSettingIsNamed(String name, String value) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put(name, value);

    assertRefused(environment, name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "REKEY_PAGES_ADMINISTRATION_URL, none",
        "REKEY_PAGES_ADMINISTRATION_URL, rekey.shop.example",
        "REKEY_PAGES_ADMINISTRATION_URL, http://rekey.shop.example",
        "REKEY_PAGES_ADMINISTRATION_URL, https://rekey.shop.example/",
        "REKEY_PAGES_ADMINISTRATION_URL, https://a@rekey.shop.example",
        "QUARKUS_OIDC_ADMINISTRATION_CLIENT_ID, none",
        "QUARKUS_OIDC_ADMINISTRATION_CREDENTIALS_SECRET, none",
        "QUARKUS_OIDC_ADMINISTRATION_CREDENTIALS_SECRET, 31-characters-are-one-too-few-0",
        "REKEY_PAGES_ADMINISTRATION, yes"
      })
  void theAdministrationSaysWhatItNeeds(String name, @Nullable String value) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_PAGES_ADMINISTRATION", "true");
    environment.put("REKEY_PAGES_ADMINISTRATION_URL", "https://rekey.shop.example");
    environment.put("QUARKUS_OIDC_ADMINISTRATION_CLIENT_ID", "rekey");
    environment.put(
        "QUARKUS_OIDC_ADMINISTRATION_CREDENTIALS_SECRET", "32-characters-are-just-enough-00");

    assertRefused(environment, name, value, name);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "REKEY_PUBLIC_URL, none",
        "REKEY_TRUSTED_ISSUERS_OKTA_ISSUER, none",
        "REKEY_TRUSTED_ISSUERS_OKTA_ISSUER, 'https://okta .example'",
        "REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI, none",
        "REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI, http://okta.example/oauth2/v1/keys",
        "REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI, file:///etc/keys.json"
      })
  void aSenderSaysWhatItNeeds(String name, @Nullable String value) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_PUBLIC_URL", "https://rekey.shop.example");
    environment.put("REKEY_TRUSTED_ISSUERS_OKTA_ISSUER", "https://okta.example");
    environment.put("REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI", "https://okta.example/oauth2/v1/keys");

    assertRefused(environment, name, value, name);
  }

  @ParameterizedTest
  @CsvSource({
    "REKEY_IDENTITY, ldap, built-in",
    "REKEY_HASHING_QUEUE, 0, at least 1 and at most 100000",
    "REKEY_RETENTION_EVENTS, PT0S, at least PT1S",
    "REKEY_TRUSTED_PROXIES, '10.0.0.0/8,10.0.0.0/33', '10.0.0.0/33'",
    "REKEY_SPACES_ALLOWED, yes, yes",
    "REKEY_PAGES_STOREFRONT, yes, true or false",
    "REKEY_STORES_DEFAULT_ACCENT_COLOUR, red, #rrggbb",
    "REKEY_PUBLIC_URL, http://rekey.shop.example, https://rekey.shop.example"
  })
  void theSentenceSaysWhatIsExpected(String name, String value, String expected) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put(name, value);

    assertThat(assertRefused(environment, name)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"})
  void plainHttpIsAcceptedOnThisMachine(String url) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_PUBLIC_URL", url);
    environment.put("REKEY_PAGES_ADMINISTRATION_URL", url);
    environment.put("REKEY_PAGES_STOREFRONT", "true");
    environment.put("REKEY_STORES_DEFAULT_RESET_PASSWORD_URL", url + "/reset-password");
    environment.put("REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL", url + "/forgot-password");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_URL", url + "/revoke");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_BEARER_TOKEN", "secret");
    environment.put("REKEY_TRUSTED_ISSUERS_OKTA_ISSUER", "https://okta.example");
    environment.put("REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI", url + "/keys");

    assertThatCode(() -> RefusedStart.check(environment)).doesNotThrowAnyException();
  }

  /// Otherwise another replica would send the mail, or make the call, a second time.
  @Test
  void aLeaseThatEndsDuringTheWorkIsRejected() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_MAIL_TIMEOUT", "PT10S");
    environment.put("REKEY_LEASE", "PT21S");
    assertThatCode(() -> RefusedStart.check(environment)).doesNotThrowAnyException();
    environment.put("REKEY_LEASE", "PT20S");
    assertRefused(environment, "REKEY_LEASE");

    environment.put("REKEY_MAIL_TIMEOUT", "PT3S");
    environment.put("REKEY_LEASE", "PT12S");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_URL", "https://erp.example/revoke");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_BEARER_TOKEN", "secret");
    environment.put("REKEY_REMOTE_REVOCATIONS_ERP_DEADLINE", "PT12S");
    assertRefused(environment, "REKEY_LEASE");
  }

  @Test
  void aStoreThatIsHalfConfiguredIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_STORES_OUTLET_NAME", "Outlet");

    assertRefused(environment, "REKEY_STORES_OUTLET_");
  }

  @Test
  void aSignInThatWouldTravelInTheClearIsNotOffered() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_PAGES_STOREFRONT", "true");
    environment.put(
        "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL", "http://shop.example/reset-password");

    assertRefused(environment, "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL");

    environment.put(
        "REKEY_STORES_DEFAULT_RESET_PASSWORD_URL", "https://shop.example/reset-password");
    environment.put(
        "REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL", "http://shop.example/forgot-password");
    assertRefused(environment, "REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL");
  }

  @Test
  void aPageOfTwoStoresIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_PAGES_STOREFRONT", "true");
    environment.put("REKEY_STORES_OUTLET_NAME", "Outlet");
    environment.put("REKEY_STORES_OUTLET_MAIL_FROM", "no-reply@shop.example");
    environment.put("REKEY_STORES_OUTLET_SUPPORT_ADDRESS", "help@shop.example");
    environment.put("REKEY_STORES_OUTLET_RESET_PASSWORD_URL", "https://outlet.example/reset");
    environment.put(
        "REKEY_STORES_OUTLET_FORGOT_PASSWORD_URL",
        environment.get("REKEY_STORES_DEFAULT_FORGOT_PASSWORD_URL"));

    assertRefused(environment, "_FORGOT_PASSWORD_URL");
  }

  @Test
  void aGreatestLengthBelowTheLeastIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_MINIMUM_LENGTH", "100");
    environment.put("REKEY_MAXIMUM_LENGTH", "99");

    assertRefused(environment, "REKEY_MAXIMUM_LENGTH");
  }

  /// Kubernetes sets these variables in each container for services named "rekey" and "rekey-db".
  @Test
  void aServiceLinkOfKubernetesDoesNoHarm() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_SERVICE_HOST", "10.0.0.1");
    environment.put("REKEY_SERVICE_PORT", "8080");
    environment.put("REKEY_SERVICE_PORT_HTTP", "8080");
    environment.put("REKEY_PORT", "tcp://10.0.0.1:8080");
    environment.put("REKEY_PORT_8080_TCP", "tcp://10.0.0.1:8080");
    environment.put("REKEY_PORT_8080_TCP_PROTO", "tcp");
    environment.put("REKEY_PORT_8080_TCP_PORT", "8080");
    environment.put("REKEY_PORT_8080_TCP_ADDR", "10.0.0.1");
    environment.put("REKEY_DB_SERVICE_HOST", "10.0.0.2");
    environment.put("REKEY_DB_PORT", "tcp://10.0.0.2:5432");
    environment.put("REKEY_STORES_API_PORT", "tcp://10.0.0.3:80");

    assertThatCode(() -> RefusedStart.check(environment)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REKEY_MIN_INTERVALL",
        "REKEY_PORT",
        "REKEY_",
        "REKEY_STORE_DEFAULT_NAME",
        "REKEY_STORES_DEFAULT_MAILFROM",
        "REKEY_STORES_DE__CH_NAME",
        "REKEY_TOKEN_STORES_CRM_URL",
        "REKEY_REMOTE_REVOCATIONS_CRM_EU_TOKEN",
        "REKEY_TRUSTED_ISSUERS_OKTA_EU_JWKS_URL",
        "REKEY_HASHING_THREADS",
        "rekey_min_interval"
      })
  void aVariableThatNoSettingReadsIsNamed(String name) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put(name, "8080");

    assertRefused(environment, name);
  }

  @ParameterizedTest
  @CsvSource({
    "REKEY_STORES_DE_CH_NAME, rekey.stores.de-ch.",
    "REKEY_STORES_DE_CH_NOT_ME_URL, rekey.stores.de-ch.",
    "REKEY_REMOTE_REVOCATIONS_CRM_EU_URL, rekey.remote-revocations.crm-eu.",
    "REKEY_REMOTE_REVOCATIONS_CRM_EU_BEARER_TOKEN, rekey.remote-revocations.crm-eu.",
    "REKEY_TRUSTED_ISSUERS_OKTA_EU_WEST_ISSUER, rekey.trusted-issuers.okta-eu-west."
  })
  void aNameWithAHyphenIsRead(String name, String group) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put(name, "https://shop.example");

    // it is the only setting of its group, so another one is missing
    assertThat(assertRefused(environment, group)).contains("is missing");
  }

  @Test
  void aStoreWithAHyphenStarts() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.putAll(ValidEnvironment.store("DE_CH", "Schweiz"));

    assertThatCode(() -> RefusedStart.check(environment)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REKEY_STORES_DEFAULT_NAME",
        "REKEY_KEYCLOAK_CLIENT_SECRET",
        "QUARKUS_MAILER_PASSWORD"
      })
  void aValueThatCouldNotBeDecodedIsNamed(String name) {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put(name, "shop\uFFFD\uFFFD");

    assertThat(assertRefused(environment, name)).contains("LC_ALL");
  }
}
