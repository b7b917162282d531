package dev.rekey;

import dev.rekey.config.ConnectionChecks;
import dev.rekey.config.InvalidConfiguration;
import dev.rekey.config.Settings;
import dev.rekey.config.SettingsValidator;
import dev.rekey.wiring.AdapterSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/// Checks the configuration, then starts the service.
///
/// The check runs before Quarkus. For an invalid setting Quarkus reports a class name and a number,
/// or a stack trace at the first call that reads the setting.
@QuarkusMain
public final class Main {
  private Main() {}

  /// The entry point. Arguments are ignored.
  public static void main(String... arguments) {
    // Netty then loads ConnectionDeadlines
    System.setProperty("io.netty.bootstrap.extensions", "serviceload");
    try {
      check(ConfigUtils.configBuilder()).run();
    } catch (InvalidConfiguration invalid) {
      System.err.println(invalid.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }

  /// Checks all settings of these sources. The returned task waits for the database.
  static Runnable check(SmallRyeConfigBuilder sources) {
    try {
      SmallRyeConfig config =
          sources.withMapping(Settings.class).withValidateUnknown(false).build();
      ConnectionChecks connectionChecks = ConnectionChecks.of(config);
      Settings settings = config.getConfigMapping(Settings.class);
      SettingsValidator.check(config, settings);
      AdapterSettings.check(settings);
      return () -> connectionChecks.awaitDatabase(settings.databaseStartupTimeout());
    } catch (ConfigValidationException invalid) {
      throw InvalidConfiguration.of(invalid);
    }
  }
}
