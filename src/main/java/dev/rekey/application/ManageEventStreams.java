package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.SecurityEventStreams;
import dev.rekey.application.port.SecurityEventStreams.Status;
import dev.rekey.application.port.SecurityEventStreams.Stream;
import dev.rekey.application.port.SecurityEventStreams.Terms;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The life of a stream: whoever has one is told of every customer, so that each step of it is on
/// the audit trail. What waits for a stream that is disabled or removed is forgotten in slices:
/// after an incident it may be a lot.
public final class ManageEventStreams {
  private static final int SLICE = 1_000;

  private final SecurityEventStreams streams;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public ManageEventStreams(SecurityEventStreams streams, AuditTrail audit, UnitOfWork unitOfWork) {
    this.streams = streams;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Creates a stream, unless its owner has `most` already.
  public Optional<Stream> create(String owner, Terms terms, int most, Origin by) {
    return unitOfWork.run(() ->
        recorded(streams.create(owner, terms, most), AuditEvent.Type.EVENT_STREAM_CREATED, by));
  }

  /// Changes what a stream of `owner` is about, and answers how it is then.
  ///
  /// @param change the terms that follow from how the stream is; nobody else changes it meanwhile
  public Optional<Stream> change(String owner, UUID id, Function<Stream, Terms> change, Origin by) {
    return unitOfWork.run(() ->
        recorded(
            streams
                .lock(owner, id)
                .flatMap(before -> streams.change(owner, id, change.apply(before))),
            AuditEvent.Type.EVENT_STREAM_CHANGED,
            by));
  }

  /// Enables, pauses or disables a stream of `owner`, and answers how it is then.
  public Optional<Stream> set(
      String owner, UUID id, Status status, @Nullable String reason, Origin by) {
    Optional<Stream> stream =
        unitOfWork.run(() ->
            recorded(
                streams.set(owner, id, status, reason), AuditEvent.Type.EVENT_STREAM_CHANGED, by));
    if (status == Status.DISABLED && stream.isPresent()) {
      forget(id);
    }
    return stream;
  }

  /// Removes a stream of `owner`, and answers whether there was one. From then on its receiver is
  /// sent nothing that waits, also where this is cut off before all of it is forgotten.
  public boolean remove(String owner, UUID id, Origin by) {
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

  /// Ends a stream for its owner, who perhaps may have none any more, and answers whether there was
  /// one.
  public boolean end(UUID id, Origin by) {
    return streams.ownerOf(id).filter(owner -> remove(owner, id, by)).isPresent();
  }

  private Optional<Stream> recorded(Optional<Stream> stream, AuditEvent.Type type, Origin by) {
    stream.ifPresent(one -> audit.record(AuditEvent.of(type, null, by).ofStream(one.id())));
    return stream;
  }

  private void forget(UUID id) {
    int forgotten;
    do {
      forgotten = unitOfWork.run(() -> streams.forget(id, SLICE));
    } while (forgotten > 0);
  }
}
