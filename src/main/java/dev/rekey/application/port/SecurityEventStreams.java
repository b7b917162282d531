package dev.rekey.application.port;

import dev.rekey.domain.Confidential;
import dev.rekey.domain.KebabCase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The streams by which other systems get security events (SSF 1.0). A stream belongs to whoever
/// created it: for everybody else it does not exist, but for whoever runs the service.
public interface SecurityEventStreams {
  /// Creates a stream, unless its owner has `most` already. Events that are queued from now on are
  /// for it too.
  Optional<Stream> create(String owner, Terms terms, int most);

  /// The streams of `owner`, oldest first.
  List<Stream> of(String owner);

  /// The streams of everybody, oldest first, without what their receivers want to see.
  List<Stream> all();

  /// A stream of `owner`.
  Optional<Stream> find(String owner, UUID id);

  /// Whose stream it is.
  Optional<String> ownerOf(UUID id);

  /// A stream of `owner`, held until the unit of work ends: nobody else changes it meanwhile.
  Optional<Stream> lock(String owner, UUID id);

  /// Changes what a stream is about, and answers how it is then. What waits for it still does.
  Optional<Stream> change(String owner, UUID id, Terms terms);

  /// Enables, pauses or disables a stream, and answers how it is then.
  Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason);

  /// Removes a stream of `owner`, and answers whether there was one.
  boolean remove(String owner, UUID id);

  /// Forgets at most `most` events that wait for a stream, and answers how many those were.
  int forget(UUID id, int most);

  /// Queues an event for a stream of `owner` by which its receiver sees that it works, unless one
  /// waits already.
  ///
  /// @param state what the receiver knows the event by
  /// @param interval how long after the last such event there is no other
  Verification verify(String owner, UUID id, @Nullable String state, Duration interval);

  /// What a receiver decides about its stream.
  ///
  /// @param audience whom its tokens are for
  /// @param types what it wants to be told
  record Terms(
      String audience,
      @Nullable String description,
      Set<SecurityEvents.Type> types,
      Delivery delivery) {
    public Terms {
      types = Set.copyOf(types);
    }
  }

  /// How events come to their receiver.
  sealed interface Delivery {
    /// They are sent to it (RFC 8935).
    ///
    /// @param authorization the header `Authorization` that it wants to see; null for none
    record Push(URI endpoint, @Nullable Confidential authorization) implements Delivery {}

    /// It fetches them (RFC 8936).
    record Poll() implements Delivery {}
  }

  /// Whether events flow.
  enum Status implements KebabCase {
    ENABLED,
    /// They wait.
    PAUSED,
    /// There are none, and none wait.
    DISABLED
  }

  /// A stream.
  record Stream(UUID id, String owner, Terms terms, Status status, @Nullable String reason) {}

  /// What became of a wish for a verification.
  enum Verification {
    QUEUED,
    NOT_FOUND,
    /// The last one is not long ago, or still waits.
    TOO_SOON,
    /// Nothing waits for a stream that is disabled.
    DISABLED
  }
}
