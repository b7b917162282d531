package dev.rekey.domain.customer;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The configured stores.
public final class Stores {
  private final Map<StoreId, Store> byId;
  private final Store fallback;

  /// The stores by id; `default` must be among them.
  public Stores(Map<StoreId, Store> byId) {
    this.byId = Map.copyOf(byId);
    Store configured = byId.get(StoreId.DEFAULT);
    if (configured == null) {
      throw new IllegalArgumentException("The store 'default' is missing");
    }
    this.fallback = configured;
  }

  /// All of them.
  public Collection<Store> all() {
    return byId.values();
  }

  /// The store of this id, where it is configured.
  public Optional<Store> find(StoreId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The store of this id; for a customer of a store that is no longer configured the default one,
  /// since a customer who is locked out is helped better by it than by nothing.
  public Store get(StoreId id) {
    return find(id).orElse(fallback);
  }
}
