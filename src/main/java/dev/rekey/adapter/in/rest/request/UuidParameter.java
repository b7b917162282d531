package dev.rekey.adapter.in.rest.request;

import java.util.Optional;
import java.util.UUID;

/// Parses UUIDs in paths. The service generated all of them.
public final class UuidParameter {
  private UuidParameter() {}

  /// The UUID; empty unless the text is in the canonical spelling.
  public static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException notAUuid) {
      return Optional.empty();
    }
  }
}
