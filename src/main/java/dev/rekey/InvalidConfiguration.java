package dev.rekey;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;

/// A setting is missing or senseless. Its message is one sentence for whoever starts the service;
/// Quarkus prints that and nothing else.
public final class InvalidConfiguration extends ConfigurationException {
  private static final long serialVersionUID = 1L;

  InvalidConfiguration(String property, String reason) {
    super(
        "Rekey can't start: %s (environment variable %s) %s."
            .formatted(
                property,
                property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                reason));
  }
}
