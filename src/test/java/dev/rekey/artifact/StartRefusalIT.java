package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.ValidEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packaged artifact rejects an invalid configuration with exit status 1 and one sentence on
/// standard error. `StartRefusalTest` has all the settings.
class StartRefusalIT {

  @Test
  void aMissingSettingIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.remove("REKEY_STORES_DEFAULT_NAME");

    assertRefused(Start.with(environment), "REKEY_STORES_DEFAULT_NAME");
  }

  @Test
  void aStoreThatIsHalfConfiguredIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_STORES_OUTLET_NAME", "Outlet");

    assertRefused(Start.with(environment), "REKEY_STORES_OUTLET_");
  }

  @Test
  void aSettingOfQuarkusIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("QUARKUS_HTTP_PORT", "http");

    assertRefused(Start.with(environment), "QUARKUS_HTTP_PORT");
  }

  @Test
  void aDatabaseThatStaysAwayIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_DATABASE_PATIENCE", "PT2S");

    Start start = Start.with(environment);

    assertThat(start.took()).isGreaterThan(Duration.ofSeconds(2));
    assertThat(start.out()).isEqualTo("The database can't be reached yet; waiting for it.\n");
    assertRefused(
        new Start(start.status(), "", start.err(), start.took()), "QUARKUS_DATASOURCE_JDBC_URL");
  }

  private static void assertRefused(Start start, String name) {
    assertThat(start.err())
        .as("standard error")
        .matches("Rekey can't start: [^\n]*\\.\n")
        .contains(name)
        .doesNotContain("Exception", "dev.rekey", "java.", "SRCFG");
    assertThat(start.out()).as("standard output").isEmpty();
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.took()).isLessThan(Duration.ofSeconds(20));
  }
}
