package dev.rekey.adapter.in.rest.request;

import java.util.Optional;
import java.util.UUID;

/// Reads ids of a path that the service gave out itself.
public final class UuidParameter {
  private UuidParameter() {}

  /// The id, where it is spelt as the service spells it.
  public static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException notAUuid) {
      return Optional.empty();
    }
  }
}
