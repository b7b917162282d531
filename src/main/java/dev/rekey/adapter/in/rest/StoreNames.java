package dev.rekey.adapter.in.rest;

import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the names of stores. Where none is named, `default` is meant; one that is not configured
/// is refused before anything else is looked at.
@Singleton
class StoreNames {
  private final Stores stores;

  StoreNames(Stores stores) {
    this.stores = stores;
  }

  /// The member `store` of a body. The answer is of no use before [JsonBody#end].
  StoreId of(JsonBody body) {
    return optional(body).orElse(StoreId.DEFAULT);
  }

  /// The member `store` of a body, where it is there: its absence means something else than
  /// `default`. The answer is of no use before [JsonBody#end].
  Optional<StoreId> optional(JsonBody body) {
    return Optional.ofNullable(body.optional("store", this::configured, "invalid.store"));
  }

  /// The parameter `store`.
  StoreId of(@Nullable String parameter) {
    return parameter == null ? StoreId.DEFAULT : named(parameter);
  }

  /// A store that was named.
  StoreId named(String parameter) {
    return configured(parameter).orElseThrow(() -> new InvalidRequest("#/store", "invalid.store"));
  }

  private Optional<StoreId> configured(String text) {
    return StoreId.parse(text).filter(id -> stores.find(id).isPresent());
  }
}
