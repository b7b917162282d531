package dev.rekey;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Starts the service, or says in one sentence what is missing.
///
/// The configuration is looked at before Quarkus is: its own words for what is missing are a class
/// name and a number, or a stack trace minutes later when the first call needs it.
@QuarkusMain
public final class Main {
  private static final Pattern PROPERTY =
      Pattern.compile("[Cc]onfig property (\\S+) (?:with the config value )?");

  private Main() {}

  /// The entry point; arguments have no meaning.
  public static void main(String... arguments) {
    try {
      check(ConfigUtils.configBuilder()).run();
    } catch (InvalidConfiguration invalid) {
      System.err.println(invalid.getMessage());
      System.exit(1);
    }
    Quarkus.run(arguments);
  }

  /// Checks all settings of these sources. What it returns waits for the database.
  static Runnable check(SmallRyeConfigBuilder sources) {
    Settings settings;
    SenderSettings senders;
    DisputeSettings disputes;
    KeycloakSettings keycloak;
    SecurityEventSettings securityEvents;
    Connections connections;
    try {
      SmallRyeConfig config =
          sources
              .withMapping(Settings.class)
              .withMapping(SenderSettings.class)
              .withMapping(DisputeSettings.class)
              .withMapping(KeycloakSettings.class)
              .withMapping(SecurityEventSettings.class)
              .withValidateUnknown(false)
              .build();
      connections = Connections.of(config);
      settings = config.getConfigMapping(Settings.class);
      senders = config.getConfigMapping(SenderSettings.class);
      disputes = config.getConfigMapping(DisputeSettings.class);
      keycloak = config.getConfigMapping(KeycloakSettings.class);
      securityEvents = config.getConfigMapping(SecurityEventSettings.class);
    } catch (ConfigValidationException invalid) {
      throw sentence(invalid.getProblem(0).getMessage());
    }
    Configured.check(settings);
    SenderWiring.check(settings, senders);
    DisputesWiring.check(disputes);
    KeycloakConfigured.check(settings, keycloak);
    SecurityEventsWiring.check(securityEvents);
    return () -> connections.awaitDatabase(settings.databasePatience());
  }

  private static InvalidConfiguration sentence(String problem) {
    Matcher property = PROPERTY.matcher(problem);
    if (!property.find()) {
      return new InvalidConfiguration("rekey", "is not understood: " + problem);
    }
    return new InvalidConfiguration(
        property.group(1),
        problem.contains("SRCFG00014") ? "is missing" : "has a value that it can't take");
  }
}
