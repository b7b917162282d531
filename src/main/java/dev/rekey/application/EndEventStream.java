package dev.rekey.application;

import dev.rekey.application.port.SecurityEventStreams;
import dev.rekey.application.port.SecurityEventStreams.Status;
import dev.rekey.application.port.SecurityEventStreams.Stream;
import dev.rekey.application.port.UnitOfWork;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A receiver changes whether events flow, or wants its stream no more. What waits for a stream
/// that is disabled or removed is forgotten in slices: after an incident it may be a lot.
public final class EndEventStream {
  private static final int SLICE = 1_000;

  private final SecurityEventStreams streams;
  private final UnitOfWork unitOfWork;

  public EndEventStream(SecurityEventStreams streams, UnitOfWork unitOfWork) {
    this.streams = streams;
    this.unitOfWork = unitOfWork;
  }

  /// Enables, pauses or disables a stream of `owner`, and answers how it is then.
  public Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason) {
    Optional<Stream> stream = unitOfWork.run(() -> streams.set(owner, id, status, reason));
    if (status == Status.DISABLED && stream.isPresent()) {
      forget(id);
    }
    return stream;
  }

  /// Removes a stream of `owner`, and answers whether there was one.
  public boolean remove(String owner, UUID id) {
    // it is found again by whoever asked, should this be cut off in the middle
    if (set(owner, id, Status.DISABLED, null).isEmpty()) {
      return false;
    }
    return unitOfWork.run(() -> streams.remove(owner, id));
  }

  private void forget(UUID id) {
    int forgotten;
    do {
      forgotten = unitOfWork.run(() -> streams.forget(id, SLICE));
    } while (forgotten > 0);
  }
}
