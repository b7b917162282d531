package dev.rekey.application.port;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The security events that wait for the receivers of streams. None is lost: one that was claimed
/// and not settled comes back when its lease ends, with the same name.
public interface SecurityEventDeliveries {
  /// The streams whose events are pushed and which have some that are due, those that waited
  /// longest first.
  List<Target> due(int most);

  /// Claims at most `most` events of a stream that are due, for `lease`. No two callers hold the
  /// same one. Nothing is claimed of a stream whose events are not pushed at this moment.
  Optional<Claim> claim(UUID stream, int most, Duration lease);

  /// Says how claimed events of a stream ended.
  void settle(UUID stream, List<Settled> settled);

  /// Lets a stream rest for `pause`, since its receiver is away, or ends that with a pause of zero.
  void rest(UUID stream, Duration pause);

  /// At most `most` events of a stream that is polled and enabled, oldest first.
  List<Delivery> waiting(UUID stream, int most);

  /// Forgets events that the receiver has, or does not want, and answers those that there were.
  Set<UUID> acknowledge(UUID stream, Set<UUID> events);

  /// A stream that something has to be pushed to.
  ///
  /// @param failures how often in a row its receiver was away
  record Target(UUID stream, int failures) {}

  /// Events that one caller holds, and where they have to go.
  ///
  /// @param stream as it was when they were claimed, which may differ from what it was before
  record Claim(SecurityEventStreams.Stream stream, List<Delivery> deliveries) {}

  /// An event on its way to one stream.
  ///
  /// @param jti its name there, the same however often it is delivered
  /// @param attempts how often it was claimed, this time included
  /// @param refusals how often the receiver refused it before
  record Delivery(UUID jti, Event event, Instant queuedAt, int attempts, int refusals) {}

  /// What is told.
  sealed interface Event {
    /// Something that happened to an account.
    ///
    /// @param txn what the events of one change have in common
    /// @param email where the customer is reached; null where that is not known any more
    record Happened(
        UUID txn,
        SecurityEvents.Type type,
        CustomerId customer,
        @Nullable EmailAddress email,
        Instant at,
        SecurityEvents.Initiator initiator)
        implements Event {}

    /// Nothing, but the receiver wanted to hear it.
    record Verification(@Nullable String state) implements Event {}
  }

  /// How a claimed event ended, or when it is tried again.
  sealed interface Settled {
    /// The claim that ends with this.
    Delivery delivery();

    /// The receiver has it.
    record Delivered(Delivery delivery) implements Settled {}

    /// It is due again after `pause`.
    record Later(Delivery delivery, Duration pause) implements Settled {}

    /// The receiver refused it. It is due again after `pause`.
    record Refused(Delivery delivery, Duration pause) implements Settled {}

    /// The receiver refused it once too often: it is never due again.
    record GivenUp(Delivery delivery) implements Settled {}
  }
}
