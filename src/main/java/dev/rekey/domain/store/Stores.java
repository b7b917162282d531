package dev.rekey.domain.store;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The configured stores.
public final class Stores {
  private final Map<StoreId, Store> byId;
  private final Store fallback;

  /// Creates the collection. It must contain the store `default`.
  public Stores(Map<StoreId, Store> byId) {
    this.byId = Map.copyOf(byId);
    Store configured = byId.get(StoreId.DEFAULT);
    if (configured == null) {
      throw new IllegalArgumentException("The store 'default' is missing");
    }
    this.fallback = configured;
  }

  /// All stores.
  public Collection<Store> all() {
    return byId.values();
  }

  /// Finds the store with this id, if it is configured.
  public Optional<Store> find(StoreId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Returns the store with this id. A customer of a store that is no longer configured gets the
  /// default store, so that a reset mail can still be sent.
  public Store get(StoreId id) {
    return find(id).orElse(fallback);
  }
}
