package dev.rekey.adapter.in.web;

import dev.rekey.domain.customer.StoreId;
import java.util.Map;

/// What the pages of each store look like.
public final class Brands {
  private final Map<StoreId, Brand> byStore;

  /// The brands of all stores.
  public Brands(Map<StoreId, Brand> byStore) {
    this.byStore = Map.copyOf(byStore);
  }

  Brand of(StoreId store) {
    return byStore.getOrDefault(store, Brand.PLAIN);
  }
}
