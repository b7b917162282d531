package dev.rekey.fake;

import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import java.util.Set;

/// Remembers what other systems would be told.
public final class RecordingSecurityEvents implements SecurityEvents {
  private final InMemoryStore store;

  public RecordingSecurityEvents(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void queue(CustomerId customer, Origin origin, Set<Type> types) {
    store.with(state ->
        state.securityEvents.add(
            new InMemoryStore.Queued(customer, origin, Set.copyOf(types), store.now())));
  }

  /// What was queued, oldest first.
  public List<InMemoryStore.Queued> all() {
    return store.with(state -> List.copyOf(state.securityEvents));
  }
}
