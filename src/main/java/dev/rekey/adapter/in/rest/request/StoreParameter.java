package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the names of stores. Where none is named, `default` is meant; one that is not configured
/// is refused before anything else is looked at.
@Singleton
public class StoreParameter {
  private final Stores stores;

  StoreParameter(Stores stores) {
    this.stores = stores;
  }

  /// The member `store` of a body. The answer is of no use before [JsonRequest#throwIfInvalid].
  public StoreId of(JsonRequest body) {
    return optional(body).orElse(StoreId.DEFAULT);
  }

  /// The member `store` of a body, where it is there: its absence means something else than
  /// `default`. The answer is of no use before [JsonRequest#throwIfInvalid].
  public Optional<StoreId> optional(JsonRequest body) {
    return Optional.ofNullable(body.optional("store", this::configured, "invalid.store"));
  }

  /// The parameter `store`.
  public StoreId of(@Nullable String parameter) {
    return parameter == null ? StoreId.DEFAULT : named(parameter);
  }

  /// A store that was named.
  public StoreId named(String parameter) {
    return configured(parameter)
        .orElseThrow(() -> new InvalidRequestException("#/store", "invalid.store"));
  }

  private Optional<StoreId> configured(String text) {
    return StoreId.parse(text).filter(id -> stores.find(id).isPresent());
  }
}
