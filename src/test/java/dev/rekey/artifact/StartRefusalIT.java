package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.fixture.ValidEnvironment;
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

    assertRefused(ArtifactRun.with(environment), "REKEY_STORES_DEFAULT_NAME");
  }

  @Test
  void aStoreThatIsHalfConfiguredIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_STORES_OUTLET_NAME", "Outlet");

    assertRefused(ArtifactRun.with(environment), "REKEY_STORES_OUTLET_");
  }

  @Test
  void aSettingOfQuarkusIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("QUARKUS_HTTP_PORT", "http");

    assertRefused(ArtifactRun.with(environment), "QUARKUS_HTTP_PORT");
  }

  @Test
  void aDatabaseThatStaysAwayIsNamed() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_DATABASE_STARTUP_TIMEOUT", "PT2S");

    ArtifactRun artifactRun = ArtifactRun.with(environment);

    assertThat(artifactRun.took()).isGreaterThan(Duration.ofSeconds(2));
    assertThat(artifactRun.out()).isEqualTo("The database can't be reached yet; waiting for it.\n");
    assertRefused(
        new ArtifactRun(artifactRun.status(), "", artifactRun.err(), artifactRun.took()),
        "QUARKUS_DATASOURCE_JDBC_URL");
  }

  private static void assertRefused(ArtifactRun artifactRun, String name) {
    assertThat(artifactRun.err())
        .as("standard error")
        .matches("Rekey can't start: [^\n]*\\.\n")
        .contains(name)
        .doesNotContain("Exception", "dev.rekey", "java.", "SRCFG");
    assertThat(artifactRun.out()).as("standard output").isEmpty();
    assertThat(artifactRun.status()).isEqualTo(1);
    assertThat(artifactRun.took()).isLessThan(Duration.ofSeconds(20));
  }
}
