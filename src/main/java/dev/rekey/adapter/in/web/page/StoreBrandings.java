package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.StoreId;
import java.util.Map;

/// The branding of each store's pages.
public final class StoreBrandings {
  private final Map<StoreId, StoreBranding> byStore;

  /// Creates the collection from the branding of each store.
  public StoreBrandings(Map<StoreId, StoreBranding> byStore) {
    this.byStore = Map.copyOf(byStore);
  }

  StoreBranding of(StoreId store) {
    return byStore.getOrDefault(store, StoreBranding.PLAIN);
  }
}
