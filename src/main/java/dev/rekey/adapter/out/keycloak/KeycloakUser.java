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

/// What Keycloak says of a user; what it does not know it leaves out.
record KeycloakUser(
    String id,
    @Nullable String email,
    @Nullable String firstName,
    @Nullable String lastName,
    boolean enabled,
    long createdTimestamp,
    @Nullable Map<String, List<String>> attributes) {
  private static final int MAX_NAME_LENGTH = 200;

  /// The address; nothing where there is none, or one that no mail server would take.
  Optional<EmailAddress> address() {
    return Optional.ofNullable(email).flatMap(EmailAddress::parse);
  }

  /// The user as a customer of `store`, who is written to in `fallback` where the realm knows no
  /// language.
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
