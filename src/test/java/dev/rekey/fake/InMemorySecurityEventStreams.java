package dev.rekey.fake;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Event;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.fake.InMemoryStore.EventStream;
import dev.rekey.fake.InMemoryStore.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Streams of security events in memory.
public final class InMemorySecurityEventStreams implements SecurityEventStreams {
  private final InMemoryStore store;

  public InMemorySecurityEventStreams(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<Stream> create(String owner, StreamConfiguration streamConfiguration, int most) {
    return store.with(state -> {
      if (of(owner).size() >= most) {
        return Optional.empty();
      }
      Stream stream =
          new Stream(UUID.randomUUID(), owner, streamConfiguration, Status.ENABLED, null);
      state.eventStreams.put(stream.id(), new EventStream(stream, 0, store.now(), null));
      return Optional.of(stream);
    });
  }

  @Override
  public List<Stream> of(String owner) {
    return streams().stream().filter(one -> one.owner().equals(owner)).toList();
  }

  @Override
  public List<Stream> all() {
    return streams().stream().map(InMemorySecurityEventStreams::withoutCredential).toList();
  }

  @Override
  public Optional<String> ownerOf(UUID id) {
    return streams().stream().filter(one -> one.id().equals(id)).map(Stream::owner).findFirst();
  }

  private List<Stream> streams() {
    return store.with(
        state -> state.eventStreams.values().stream().map(EventStream::stream).toList());
  }

  private static Stream withoutCredential(Stream stream) {
    StreamConfiguration streamConfiguration = stream.configuration();
    Delivery shown =
        switch (streamConfiguration.delivery()) {
          case Delivery.Push(URI endpoint, var _) -> new Delivery.Push(endpoint, null);
          case Delivery.Poll poll -> poll;
        };
    return new Stream(
        stream.id(),
        stream.owner(),
        new StreamConfiguration(
            streamConfiguration.audience(),
            streamConfiguration.description(),
            streamConfiguration.types(),
            shown),
        stream.status(),
        stream.reason());
  }

  @Override
  public Optional<Stream> find(String owner, UUID id) {
    return of(owner).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Stream> lock(String owner, UUID id) {
    return store.withinUnit(state -> own(state, owner, id).map(EventStream::stream));
  }

  @Override
  public Optional<Stream> change(String owner, UUID id, StreamConfiguration streamConfiguration) {
    return put(
        owner, id, one -> new Stream(id, owner, streamConfiguration, one.status(), one.reason()));
  }

  @Override
  public Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason) {
    return put(owner, id, one -> new Stream(id, owner, one.configuration(), status, reason));
  }

  private Optional<Stream> put(String owner, UUID id, UnaryOperator<Stream> change) {
    return store.with(state ->
        own(state, owner, id)
            .map(known -> {
              Stream changed = change.apply(known.stream());
              state.eventStreams.put(
                  id, new EventStream(changed, known.failures(), store.now(), known.verifiedAt()));
              return changed;
            }));
  }

  @Override
  public boolean remove(String owner, UUID id) {
    return store.with(
        state -> own(state, owner, id).isPresent() && state.eventStreams.remove(id) != null);
  }

  @Override
  public int forget(UUID id, int most) {
    return store.with(state -> {
      List<InMemoryStore.Waiting> some =
          new ArrayList<>(
              state.waiting.stream().filter(one -> one.stream().equals(id)).limit(most).toList());
      state.waiting.removeAll(some);
      return some.size();
    });
  }

  @Override
  public Verification verify(String owner, UUID id, @Nullable String text, Duration interval) {
    return store.with(state -> {
      EventStream known = own(state, owner, id).orElse(null);
      if (known == null) {
        return Verification.NOT_FOUND;
      }
      if (known.stream().status() == Status.DISABLED) {
        return Verification.DISABLED;
      }
      Instant last = known.verifiedAt();
      if (last != null && last.plus(interval).isAfter(store.now())
          || verificationWaits(state, id)) {
        return Verification.TOO_SOON;
      }
      state.eventStreams.put(
          id, new EventStream(known.stream(), known.failures(), known.dueAt(), store.now()));
      state.waiting.add(
          InMemoryStore.Waiting.queued(id, new Event.Verification(text), store.now()));
      return Verification.QUEUED;
    });
  }

  private static boolean verificationWaits(State state, UUID id) {
    return state.waiting.stream()
        .filter(one -> one.stream().equals(id) && one.dueAt() != null)
        .anyMatch(one -> one.event() instanceof Event.Verification);
  }

  private static Optional<EventStream> own(State state, String owner, UUID id) {
    return Optional.ofNullable(state.eventStreams.get(id))
        .filter(one -> one.stream().owner().equals(owner));
  }
}
