package dev.rekey.adapter.in.rest.customer;

import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import jakarta.inject.Singleton;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the profile of a customer from the shop's own system. A missing member takes its default,
/// since a `PUT` replaces.
@Singleton
class CustomerProfileReader {
  private static final int MAX_NAME_LENGTH = 200;
  private static final int MAX_TAG_LENGTH = 35;

  private final StoreParameter names;
  private final Stores stores;

  CustomerProfileReader(StoreParameter names, Stores stores) {
    this.names = names;
    this.stores = stores;
  }

  CustomerProfile read(JsonRequest json) {
    EmailAddress email = json.parsed("email", EmailAddress::parse, "invalid.email");
    @Nullable String name = json.optional("name", CustomerProfileReader::name, "invalid.name");
    StoreId store = names.of(json);
    @Nullable Locale locale =
        json.optional("locale", CustomerProfileReader::locale, "invalid.locale");
    Customer.@Nullable Status status =
        json.optional("status", CustomerProfileReader::status, "invalid.status");
    json.throwIfInvalid();
    return new CustomerProfile(
        store,
        Objects.requireNonNull(email),
        name,
        locale == null ? stores.get(store).languages().getFirst() : locale,
        status == null ? Customer.Status.ACTIVE : status);
  }

  // a line break in a name would add a line to a mail
  private static Optional<String> name(String text) {
    boolean sound =
        !text.isBlank()
            && text.length() <= MAX_NAME_LENGTH
            && text.chars().noneMatch(Character::isISOControl);
    return sound ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Locale> locale(String tag) {
    if (tag.isEmpty() || tag.length() > MAX_TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale);
    } catch (IllformedLocaleException notATag) {
      return Optional.empty();
    }
  }

  private static Optional<Customer.Status> status(String text) {
    return List.of(Customer.Status.values()).stream()
        .filter(status -> status.text().equals(text))
        .findFirst();
  }
}
