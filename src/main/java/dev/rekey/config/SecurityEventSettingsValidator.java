package dev.rekey.config;

import java.net.URI;
import java.util.Optional;

/// Validates [SecurityEventSettings].
public final class SecurityEventSettingsValidator {
  private static final String PREFIX = "rekey.security-events.";
  private static final int MIN_SECRET_LENGTH = 32;

  private SecurityEventSettingsValidator() {}

  /// Checks what a signing key requires.
  static void check(Settings settings) {
    SecurityEventSettings events = settings.securityEvents();
    if (events.signingKeys().isEmpty()) {
      return;
    }
    URI _ = required("issuer", issuer(settings));
    if (required("secret", events.secret()).length() < MIN_SECRET_LENGTH) {
      throw new InvalidConfiguration(
          PREFIX + "secret", "must have at least %d characters".formatted(MIN_SECRET_LENGTH));
    }
  }

  public static Optional<URI> issuer(Settings settings) {
    return settings.securityEvents().issuer().or(settings::publicUrl);
  }

  private static <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() ->
        new InvalidConfiguration(
            PREFIX + name, "is missing while " + PREFIX + "signing-keys is set"));
  }
}
