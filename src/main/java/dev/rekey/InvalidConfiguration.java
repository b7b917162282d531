package dev.rekey;

/// A setting is missing or senseless. Its message is one sentence for whoever starts the service.
public final class InvalidConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidConfiguration(String property, String reason) {
    super(
        "Rekey can't start: %s (environment variable %s) %s."
            .formatted(
                property,
                property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT),
                reason));
  }
}
