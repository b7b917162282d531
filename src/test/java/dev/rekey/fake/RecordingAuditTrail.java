package dev.rekey.fake;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audit trail in memory.
public final class RecordingAuditTrail implements AuditTrail {
  private final InMemoryStore store;

  public RecordingAuditTrail(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void record(List<AuditEvent> events) {
    store.with(state -> {
      for (AuditEvent event : events) {
        state.events.add(
            new Stored(
                state.events.size() + 1L, event.at() == null ? event.at(store.now()) : event));
      }
      return true;
    });
  }

  @Override
  public List<Stored> page(CustomerId customer, @Nullable Long before, int most) {
    return store.with(state ->
        state.events.reversed().stream()
            .filter(one -> customer.equals(one.event().customer()))
            .filter(one -> before == null || one.id() < before)
            .limit(most)
            .toList());
  }

  /// All events, oldest first, also those of no customer.
  public List<AuditEvent> all() {
    return store.with(state -> state.events.stream().map(Stored::event).toList());
  }
}
