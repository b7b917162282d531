package dev.rekey.config;

import dev.rekey.adapter.out.events.SigningKeys;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Turns [SecurityEventSettings] into values.
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
    SigningKeys _ = signingKeys(events);
    OutboundAddressPolicy _ = receivers(events);
    URI _ = required("issuer", issuer(settings));
    if (required("secret", events.secret()).length() < MIN_SECRET_LENGTH) {
      throw new InvalidConfiguration(
          PREFIX + "secret", "must have at least %d characters".formatted(MIN_SECRET_LENGTH));
    }
  }

  public static Optional<URI> issuer(Settings settings) {
    return settings.securityEvents().issuer().or(settings::publicUrl);
  }

  public static SigningKeys signingKeys(SecurityEventSettings events) {
    try {
      return SigningKeys.read(events.signingKeys().orElse(List.of()));
    } catch (IllegalArgumentException noKey) {
      throw new InvalidConfiguration(PREFIX + "signing-keys", String.valueOf(noKey.getMessage()));
    }
  }

  public static OutboundAddressPolicy receivers(SecurityEventSettings events) {
    try {
      return OutboundAddressPolicy.of(events.receivers().orElse(List.of()));
    } catch (IllegalArgumentException invalid) {
      throw new InvalidConfiguration(
          PREFIX + "receivers", "must be hosts and networks (receiver.example, 10.0.0.0/8)");
    }
  }

  private static <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() ->
        new InvalidConfiguration(
            PREFIX + name, "is missing while " + PREFIX + "signing-keys is set"));
  }
}
