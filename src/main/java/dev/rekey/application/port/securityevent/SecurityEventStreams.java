package dev.rekey.application.port.securityevent;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.SecretText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores the streams by which other systems receive security events (SSF 1.0). Only the client
/// that created a stream and the operators of the service can see it.
public interface SecurityEventStreams {
  /// Creates a stream, unless its owner has `most` already. It receives all events that are queued
  /// from now on.
  Optional<Stream> create(String owner, StreamConfiguration streamConfiguration, int most);

  /// Lists the streams of `owner`, oldest first.
  List<Stream> of(String owner);

  /// Lists all streams, oldest first, without the authorization headers of their receivers.
  List<Stream> all();

  /// Finds a stream of `owner`.
  Optional<Stream> find(String owner, UUID id);

  /// Finds the owner of a stream.
  Optional<String> ownerOf(UUID id);

  /// Locks a stream of `owner` until the unit of work ends.
  Optional<Stream> lock(String owner, UUID id);

  /// Changes the configuration of a stream and returns the changed stream. Its queued events stay.
  Optional<Stream> change(String owner, UUID id, StreamConfiguration streamConfiguration);

  /// Enables, pauses or disables a stream and returns the changed stream.
  Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason);

  /// Removes a stream of `owner` and returns whether it existed.
  boolean remove(String owner, UUID id);

  /// Deletes at most `most` queued events of a stream and returns their number.
  int forget(UUID id, int most);

  /// Queues a verification event for a stream of `owner`, unless one is queued already.
  ///
  /// @param state the receiver's own id of the event
  /// @param interval the minimum time between two verification events
  Verification verify(String owner, UUID id, @Nullable String state, Duration interval);

  /// The configuration of a stream.
  ///
  /// @param audience the audience of its tokens
  /// @param types the event types that the receiver requests
  record StreamConfiguration(
      String audience,
      @Nullable String description,
      Set<SecurityEvents.Type> types,
      Delivery delivery) {
    public StreamConfiguration {
      types = Set.copyOf(types);
    }
  }

  /// The delivery method of a stream.
  sealed interface Delivery {
    /// The service pushes events to the receiver (RFC 8935).
    ///
    /// @param authorization the `Authorization` header that the receiver requires; null for none
    record Push(URI endpoint, @Nullable SecretText authorization) implements Delivery {}

    /// The receiver polls events (RFC 8936).
    record Poll() implements Delivery {}
  }

  /// The status of a stream.
  enum Status implements KebabCase {
    ENABLED,
    /// Events are queued and not delivered.
    PAUSED,
    /// No events are queued or delivered.
    DISABLED
  }

  /// A stream.
  record Stream(
      UUID id,
      String owner,
      StreamConfiguration configuration,
      Status status,
      @Nullable String reason) {}

  /// The result of a verification request.
  enum Verification {
    QUEUED,
    NOT_FOUND,
    /// The last verification event is too recent or still queued.
    TOO_SOON,
    /// The stream is disabled.
    DISABLED
  }
}
