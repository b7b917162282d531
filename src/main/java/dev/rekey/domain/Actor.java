package dev.rekey.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The actor that causes an event, with its client address.
///
/// @param kind the kind of actor
/// @param id an administrator's subject or a client's name; null for a visitor and the system
/// @param address the client address; null for the service's own work
public record Actor(Kind kind, @Nullable String id, @Nullable ClientAddress address) {
  /// The kind of an actor.
  public enum Kind implements KebabCase {
    CUSTOMER,
    ADMINISTRATOR,
    CLIENT,
    SYSTEM
  }

  /// The service itself.
  public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, null);

  /// A visitor or a customer of the storefront.
  public static Actor customer(@Nullable ClientAddress address) {
    return new Actor(Kind.CUSTOMER, null, address);
  }

  /// An administrator; `subject` is the `sub` of the token.
  public static Actor administrator(String subject, @Nullable ClientAddress address) {
    return new Actor(Kind.ADMINISTRATOR, subject, address);
  }

  /// An integration with its own token.
  public static Actor client(String name, @Nullable ClientAddress address) {
    return new Actor(Kind.CLIENT, name, address);
  }

  /// The client address, if there is one.
  public Optional<ClientAddress> from() {
    return Optional.ofNullable(address);
  }
}
