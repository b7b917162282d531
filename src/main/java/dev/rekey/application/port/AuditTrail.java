package dev.rekey.application.port;

import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores audit events. Events recorded within a unit of work commit with it.
public interface AuditTrail {
  /// Stores events.
  void record(List<AuditEvent> events);

  /// Stores one event.
  default void record(AuditEvent event) {
    record(List.of(event));
  }

  /// Returns a page of the customer's events before the event `before`, newest first.
  List<Stored> page(CustomerId customer, @Nullable Long before, int most);

  /// An event with its id.
  record Stored(long id, AuditEvent event) {}
}
