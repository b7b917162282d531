package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Parses store ids. The default is `default`. An unknown store is rejected before any other check.
@Singleton
public class StoreParameter {
  private final Stores stores;

  StoreParameter(Stores stores) {
    this.stores = stores;
  }

  /// Parses the member `store` of a body. Call [JsonRequest#throwIfInvalid] before the result is
  /// used.
  public StoreId of(JsonRequest body) {
    return optional(body).orElse(StoreId.DEFAULT);
  }

  /// Parses the optional member `store` of a body; a missing member does not mean `default` here.
  /// Call [JsonRequest#throwIfInvalid] before the result is used.
  public Optional<StoreId> optional(JsonRequest body) {
    return Optional.ofNullable(body.optional("store", this::configured, "invalid.store"));
  }

  /// Parses the parameter `store`.
  public StoreId of(@Nullable String parameter) {
    return parameter == null ? StoreId.DEFAULT : named(parameter);
  }

  /// Parses a store id that is present.
  public StoreId named(String parameter) {
    return configured(parameter)
        .orElseThrow(() -> new InvalidRequestException("#/store", "invalid.store"));
  }

  private Optional<StoreId> configured(String text) {
    return StoreId.parse(text).filter(id -> stores.find(id).isPresent());
  }
}
