package dev.rekey.fake;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Remembers what other systems would be told.
public final class RecordingSecurityEvents implements SecurityEvents {
  private final InMemoryStore store;

  public RecordingSecurityEvents(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void queue(CustomerId customer, Actor actor, Set<Type> types) {
    UUID txn = UUID.randomUUID();
    boolean _ =
        store.with(state -> {
          for (Type type : types) {
            SecurityEventDeliveries.Event event =
                new SecurityEventDeliveries.Event.Happened(
                    txn, type, customer, null, store.now(), Initiator.of(actor));
            state.eventStreams.values().stream()
                .map(InMemoryStore.EventStream::stream)
                .filter(one -> one.status() != SecurityEventStreams.Status.DISABLED)
                .filter(one -> one.configuration().types().contains(type))
                .forEach(one ->
                    state.waiting.add(InMemoryStore.Waiting.queued(one.id(), event, store.now())));
          }
          return state.securityEvents.add(
              new InMemoryStore.Queued(customer, actor, Set.copyOf(types), store.now()));
        });
  }

  /// What was queued, oldest first.
  public List<InMemoryStore.Queued> all() {
    return store.with(state -> List.copyOf(state.securityEvents));
  }
}
