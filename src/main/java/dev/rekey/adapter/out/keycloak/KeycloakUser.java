package dev.rekey.adapter.out.keycloak;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A user as Keycloak returns it; unknown members are absent.
record KeycloakUser(
    String id,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    boolean enabled,
    long createdTimestamp,
    @Nullable Map<String, List<String>> attributes) {
  private static final int MAX_NAME_LENGTH = 200;

  /// Returns the email address; empty if there is none or it is invalid.
  Optional<EmailAddress> address() {
    return Optional.ofNullable(email).flatMap(EmailAddress::parse);
  }

  /// Returns the user as a customer of `store`. The locale is `fallback` if the realm knows none.
  CustomerProfile profile(StoreId store, Locale fallback) {
    return new CustomerProfile(
        store,
        address().orElse(null),
        name(),
        locale().orElse(fallback),
        enabled ? Customer.Status.ACTIVE : Customer.Status.DISABLED);
  }

  @Nullable String name() {
    String joined =
        Stream.of(Optional.ofNullable(firstName), Optional.ofNullable(lastName))
            .flatMap(Optional::stream)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    boolean name =
        !joined.isEmpty()
            && joined.length() <= MAX_NAME_LENGTH
            && joined.chars().noneMatch(Character::isISOControl);
    return name ? joined : null;
  }

  private Optional<Locale> locale() {
    return Optional.ofNullable(attributes)
        .flatMap(all -> all.getOrDefault("locale", List.of()).stream().findFirst())
        .map(Locale::forLanguageTag)
        .filter(locale -> !locale.getLanguage().isEmpty());
  }

  @Override
  public String toString() {
    return id;
  }
}
