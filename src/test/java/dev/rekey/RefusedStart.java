package dev.rekey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rekey.config.InvalidConfiguration;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.EnvConfigSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks a configuration as [Main] does, without a process for it.
final class RefusedStart {
  private RefusedStart() {}

  /// Sets the variable, or removes it where `value` is null, and asserts that the check fails with
  /// one sentence that contains `named`.
  static String assertRefused(
      Map<String, String> environment, String name, @Nullable String value, String named) {
    if (value == null) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }
    return assertRefused(environment, named);
  }

  /// Asserts that the check fails with one sentence that contains `named`, and returns it.
  static String assertRefused(Map<String, String> environment, String named) {
    InvalidConfiguration invalid =
        catchThrowableOfType(InvalidConfiguration.class, () -> check(environment));
    assertThat(invalid).as("no sentence about " + named).isNotNull();
    assertThat(invalid.getMessage())
        .matches("Rekey can't start: [^\n]*\\.")
        .contains(named)
        .doesNotContain("Exception", "dev.rekey", "java.", "SRCFG");
    return String.valueOf(invalid.getMessage());
  }

  /// Checks these variables. The environment of the test itself is not read.
  static void check(Map<String, String> environment) {
    Main.check(
        ConfigUtils.configBuilder()
            .setAddDefaultSources(false)
            .addPropertiesSources()
            .withSources(new EnvConfigSource(environment, 300)));
  }
}
