package dev.rekey.fake;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.fake.InMemoryStore.EventStream;
import dev.rekey.fake.InMemoryStore.State;
import dev.rekey.fake.InMemoryStore.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What waits for streams of security events in memory.
public final class InMemorySecurityEventDeliveries implements SecurityEventDeliveries {
  private final InMemoryStore store;

  public InMemorySecurityEventDeliveries(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public List<Target> due(int most) {
    return store.with(state ->
        state.eventStreams.values().stream()
            .filter(one -> flows(one, SecurityEventStreams.Delivery.Push.class))
            .filter(one -> !one.dueAt().isAfter(store.now()))
            .filter(one -> dueOf(state, one.stream().id()).findAny().isPresent())
            .sorted(Comparator.comparing(EventStream::dueAt))
            .limit(most)
            .map(one -> new Target(one.stream().id(), one.failures()))
            .toList());
  }

  @Override
  public Optional<Claim> claim(UUID stream, int most, Duration lease) {
    return store.with(state -> {
      EventStream known = state.eventStreams.get(stream);
      if (known == null || !flows(known, SecurityEventStreams.Delivery.Push.class)) {
        return Optional.empty();
      }
      List<Delivery> claimed = new ArrayList<>();
      for (Waiting one : dueOf(state, stream).limit(most).toList()) {
        Waiting held =
            new Waiting(
                stream,
                one.jti(),
                one.event(),
                one.queuedAt(),
                store.now().plus(lease),
                one.attempts() + 1,
                one.refusals());
        state.waiting.set(state.waiting.indexOf(one), held);
        claimed.add(delivery(state, held));
      }
      return claimed.isEmpty() ? Optional.empty() : Optional.of(new Claim(known.stream(), claimed));
    });
  }

  @Override
  public void settle(UUID stream, List<Settled> settled) {
    boolean _ =
        store.with(state -> {
          for (Settled one : settled) {
            switch (one) {
              case Settled.Delivered(Delivery delivery) ->
                  state.waiting.removeIf(is(stream, delivery.jti()));
              case Settled.GivenUp(Delivery delivery) ->
                  put(state, is(stream, delivery.jti()), null, 1);
              case Settled.Refused(Delivery delivery, Duration pause) ->
                  put(state, held(stream, delivery), store.now().plus(pause), 1);
              case Settled.Later(Delivery delivery, Duration pause) ->
                  put(state, held(stream, delivery), store.now().plus(pause), 0);
            }
          }
          return true;
        });
  }

  @Override
  public void rest(UUID stream, Duration pause) {
    boolean _ =
        store.with(state -> {
          EventStream known = state.eventStreams.get(stream);
          if (known != null) {
            int failures = pause.isPositive() ? known.failures() + 1 : 0;
            Instant due = store.now().plus(pause);
            state.eventStreams.put(
                stream, new EventStream(known.stream(), failures, due, known.verifiedAt()));
          }
          return true;
        });
  }

  @Override
  public List<Delivery> waiting(UUID stream, int most) {
    return store.with(state -> {
      EventStream known = state.eventStreams.get(stream);
      if (known == null || !flows(known, SecurityEventStreams.Delivery.Poll.class)) {
        return List.of();
      }
      return state.waiting.stream()
          .filter(one -> one.stream().equals(stream) && one.dueAt() != null)
          .limit(most)
          .map(one -> delivery(state, one))
          .toList();
    });
  }

  @Override
  public Set<UUID> acknowledge(UUID stream, Set<UUID> events) {
    return store.with(state -> {
      Set<UUID> acknowledged = new HashSet<>();
      state.waiting.removeIf(one ->
          one.stream().equals(stream) && events.contains(one.jti()) && acknowledged.add(one.jti()));
      return acknowledged;
    });
  }

  private static boolean flows(EventStream one, Class<?> method) {
    return one.stream().status() == SecurityEventStreams.Status.ENABLED
        && method.isInstance(one.stream().configuration().delivery());
  }

  private Stream<Waiting> dueOf(State state, UUID stream) {
    return state.waiting.stream()
        .filter(one -> one.stream().equals(stream))
        .filter(one -> !due(one).isAfter(store.now()))
        .sorted(Comparator.comparing(InMemorySecurityEventDeliveries::due));
  }

  private static Instant due(Waiting one) {
    return Objects.requireNonNullElse(one.dueAt(), Instant.MAX);
  }

  private static void put(
      State state, Predicate<Waiting> which, @Nullable Instant due, int refusals) {
    state.waiting.replaceAll(one ->
        which.test(one)
            ? new Waiting(
                one.stream(),
                one.jti(),
                one.event(),
                one.queuedAt(),
                due,
                one.attempts(),
                one.refusals() + refusals)
            : one);
  }

  private static Predicate<Waiting> held(UUID stream, Delivery delivery) {
    return is(stream, delivery.jti())
        .and(one -> one.attempts() == delivery.attempts())
        .and(one -> one.dueAt() != null);
  }

  private static Predicate<Waiting> is(UUID stream, UUID jti) {
    return one -> one.stream().equals(stream) && one.jti().equals(jti);
  }

  private static Delivery delivery(State state, Waiting one) {
    Event event =
        switch (one.event()) {
          case Event.Verification verification -> verification;
          case Event.Happened happened -> {
            InMemoryStore.Account account = state.accounts.get(happened.customer());
            yield new Event.Happened(
                happened.txn(),
                happened.type(),
                happened.customer(),
                account == null ? null : account.customer().email(),
                happened.at(),
                happened.initiator());
          }
        };
    return new Delivery(one.jti(), event, one.queuedAt(), one.attempts(), one.refusals());
  }
}
