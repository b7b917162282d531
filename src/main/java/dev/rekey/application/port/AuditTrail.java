package dev.rekey.application.port;

import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what happened. Events stored within a unit of work are stored with it.
public interface AuditTrail {
  /// Stores events.
  void record(List<AuditEvent> events);

  /// Stores one event.
  default void record(AuditEvent event) {
    record(List.of(event));
  }

  /// A page of the customer's events, newest first, before the one called `before`.
  List<Stored> page(CustomerId customer, @Nullable Long before, int most);

  /// An event and its name.
  record Stored(long id, AuditEvent event) {}
}
