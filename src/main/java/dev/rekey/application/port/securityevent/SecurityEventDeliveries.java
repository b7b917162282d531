package dev.rekey.application.port.securityevent;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Queues security events for the receivers of streams. An event that was claimed but not settled
/// becomes due again when its lease ends, with the same `jti`.
public interface SecurityEventDeliveries {
  /// Lists push streams with due events, the longest due first.
  List<Target> due(int most);

  /// Claims at most `most` due events of a stream for `lease`. No two callers hold the same one.
  /// Returns nothing for a stream that is not delivered by push at this moment.
  Optional<Claim> claim(UUID stream, int most, Duration lease);

  /// Settles claimed events of a stream.
  void settle(UUID stream, List<Settled> settled);

  /// Delays a stream by `pause` because its receiver is unavailable. Zero ends the delay.
  void rest(UUID stream, Duration pause);

  /// Lists at most `most` events of an enabled poll stream, oldest first.
  List<Delivery> waiting(UUID stream, int most);

  /// Deletes events that the receiver settled and returns those that existed.
  Set<UUID> acknowledge(UUID stream, Set<UUID> events);

  /// A stream with due events.
  ///
  /// @param failures the number of failures in a row
  record Target(UUID stream, int failures) {}

  /// Claimed events and their stream.
  ///
  /// @param stream the stream as read after the claim
  record Claim(SecurityEventStreams.Stream stream, List<Delivery> deliveries) {}

  /// An event of one stream.
  ///
  /// @param jti its id, equal in every delivery
  /// @param attempts the number of claims, this one included
  /// @param refusals the number of rejections so far
  record Delivery(UUID jti, Event event, Instant queuedAt, int attempts, int refusals) {}

  /// The content of an event.
  sealed interface Event {
    /// A change of an account.
    ///
    /// @param txn the transaction id that all events of one change share
    /// @param email the customer's email address; null if it is unknown
    record Happened(
        UUID txn,
        SecurityEvents.Type type,
        CustomerId customer,
        @Nullable EmailAddress email,
        Instant at,
        SecurityEvents.Initiator initiator)
        implements Event {}

    /// A verification event that the receiver requested.
    record Verification(@Nullable String state) implements Event {}
  }

  /// The result of a claimed event.
  sealed interface Settled {
    /// The claim that ends.
    Delivery delivery();

    /// The receiver accepted the event.
    record Delivered(Delivery delivery) implements Settled {}

    /// The event is due again after `pause`.
    record Later(Delivery delivery, Duration pause) implements Settled {}

    /// The receiver rejected the event. It is due again after `pause`.
    record Refused(Delivery delivery, Duration pause) implements Settled {}

    /// The receiver rejected the event too often. It is abandoned.
    record GivenUp(Delivery delivery) implements Settled {}
  }
}
