package dev.rekey.application.securityevent;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Creates, changes and removes streams of security events. A stream reports every customer, so
/// each of its changes is audited. The queued events of a disabled or removed stream are deleted in
/// batches, because an incident may leave many.
public final class ManageEventStreams {
  private static final int BATCH_SIZE = 1_000;

  private final SecurityEventStreams streams;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ManageEventStreams(SecurityEventStreams streams, AuditTrail audit, UnitOfWork unitOfWork) {
    this.streams = streams;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Creates a stream, unless its owner has `most` already.
  public Optional<Stream> create(
      String owner, StreamConfiguration streamConfiguration, int most, Actor by) {
    return unitOfWork.run(() ->
        recorded(
            streams.create(owner, streamConfiguration, most),
            AuditEvent.Type.EVENT_STREAM_CREATED,
            by));
  }

  /// Changes the configuration of a stream of `owner` and returns the changed stream.
  ///
  /// @param change computes the new configuration while the stream is locked
  public Optional<Stream> change(
      String owner, UUID id, Function<Stream, StreamConfiguration> change, Actor by) {
    return unitOfWork.run(() ->
        recorded(
            streams
                .lock(owner, id)
                .flatMap(before -> streams.change(owner, id, change.apply(before))),
            AuditEvent.Type.EVENT_STREAM_CHANGED,
            by));
  }

  /// Enables, pauses or disables a stream of `owner` and returns the changed stream.
  public Optional<Stream> set(
      String owner, UUID id, Status status, @Nullable String reason, Actor by) {
    Optional<Stream> stream =
        unitOfWork.run(() ->
            recorded(
                streams.set(owner, id, status, reason), AuditEvent.Type.EVENT_STREAM_CHANGED, by));
    if (status == Status.DISABLED && stream.isPresent()) {
      forget(id);
    }
    return stream;
  }

  /// Removes a stream of `owner` and returns whether it existed. Its queued events are not sent any
  /// more, also if a crash interrupts their deletion.
  public boolean remove(String owner, UUID id, Actor by) {
    boolean removed =
        unitOfWork.run(() -> {
          boolean wasThere = streams.remove(owner, id);
          if (wasThere) {
            audit.record(
                AuditEvent.of(AuditEvent.Type.EVENT_STREAM_REMOVED, null, by).ofStream(id));
          }
          return wasThere;
        });
    if (removed) {
      forget(id);
    }
    return removed;
  }

  /// Removes a stream of any owner and returns whether it existed.
  public boolean end(UUID id, Actor by) {
    return streams.ownerOf(id).filter(owner -> remove(owner, id, by)).isPresent();
  }

  private Optional<Stream> recorded(Optional<Stream> stream, AuditEvent.Type type, Actor by) {
    stream.ifPresent(one -> audit.record(AuditEvent.of(type, null, by).ofStream(one.id())));
    return stream;
  }

  private void forget(UUID id) {
    int forgotten;
    do {
      forgotten = unitOfWork.run(() -> streams.forget(id, BATCH_SIZE));
    } while (forgotten > 0);
  }
}
