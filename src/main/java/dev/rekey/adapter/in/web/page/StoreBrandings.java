package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.StoreId;
import java.util.Map;

/// What the pages of each store look like.
public final class StoreBrandings {
  private final Map<StoreId, StoreBranding> byStore;

  /// The brands of all stores.
  public StoreBrandings(Map<StoreId, StoreBranding> byStore) {
    this.byStore = Map.copyOf(byStore);
  }

  StoreBranding of(StoreId store) {
    return byStore.getOrDefault(store, StoreBranding.PLAIN);
  }
}
