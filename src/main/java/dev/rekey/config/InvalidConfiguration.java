package dev.rekey.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A setting is missing or invalid. The message is one sentence for the operator; Quarkus prints it
/// without a stack trace.
public final class InvalidConfiguration extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  private static final Pattern PROPERTY =
      Pattern.compile("[Cc]onfig property (\\S+) (?:with the config value )?");

  /// The message format of this service's converters, and of SmallRye's for an enum.
  private static final Pattern REASON =
      Pattern.compile(" converted (?:(?:must|has) .+|.+(?<values>allowed values: .+))$");

  public InvalidConfiguration(String property, String reason) {
    this(
        "Rekey can't start: %s (environment variable %s) %s."
            .formatted(
                property,
                property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                reason));
  }

  private InvalidConfiguration(String sentence) {
    super(sentence);
  }

  /// A name that an operator wrote, and that is not necessarily that of a setting.
  static InvalidConfiguration ofName(String name, String reason) {
    return new InvalidConfiguration("Rekey can't start: %s %s.".formatted(name, reason));
  }

  /// The first of the problems that SmallRye found.
  public static InvalidConfiguration of(ConfigValidationException invalid) {
    String problem = invalid.getProblem(0).getMessage();
    Matcher property = PROPERTY.matcher(problem);
    return property.find()
        ? new InvalidConfiguration(property.group(1), reason(problem))
        : new InvalidConfiguration("rekey", "is invalid: " + problem);
  }

  private static String reason(String problem) {
    if (problem.contains("SRCFG00014")) {
      return "is missing";
    }
    Matcher reason = REASON.matcher(problem);
    if (!reason.find()) {
      return "has an invalid value";
    }
    String values = reason.group("values");
    return values == null
        ? reason.group().substring(" converted ".length())
        : "has an invalid value; " + values.replace(",", ", ");
  }
}
