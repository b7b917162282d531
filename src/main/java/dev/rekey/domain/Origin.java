package dev.rekey.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By whom and from where something was asked for.
///
/// @param kind what sort of party it was
/// @param id an administrator's subject or a client's name; none for a visitor and the system
/// @param address where the call came from; none for the service's own work
public record Origin(Kind kind, @Nullable String id, @Nullable ClientAddress address) {
  /// What sort of party acts.
  public enum Kind implements KebabCase {
    CUSTOMER,
    ADMINISTRATOR,
    CLIENT,
    SYSTEM
  }

  /// The service itself.
  public static final Origin SYSTEM = new Origin(Kind.SYSTEM, null, null);

  /// A visitor or a customer of the storefront.
  public static Origin customer(@Nullable ClientAddress address) {
    return new Origin(Kind.CUSTOMER, null, address);
  }

  /// Somebody with an administrator's token; `subject` is the token's `sub`.
  public static Origin administrator(String subject, @Nullable ClientAddress address) {
    return new Origin(Kind.ADMINISTRATOR, subject, address);
  }

  /// An integration that shows a token of its own.
  public static Origin client(String name, @Nullable ClientAddress address) {
    return new Origin(Kind.CLIENT, name, address);
  }

  /// The address where there is one.
  public Optional<ClientAddress> from() {
    return Optional.ofNullable(address);
  }
}
