package dev.rekey.fake;

import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemoryStore.Notified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What remote token stores have still to be told, in memory.
public final class InMemoryRemoteRevocations implements RemoteRevocations {
  private final InMemoryStore store;

  public InMemoryRemoteRevocations(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void record(
      CustomerId customer, Actor actor, Collection<String> stores, Duration initialDelay) {
    Instant due = store.now().plus(initialDelay);
    boolean _ =
        store.with(state -> {
          for (String one : stores) {
            Notified open =
                state.remoteRevocations.values().stream()
                    .filter(
                        notified -> notified.dueAt() != null && notified.due().server().equals(one))
                    .filter(notified -> notified.due().customer().equals(customer))
                    .findFirst()
                    .orElse(null);
            long id = open == null ? state.remoteRevocations.size() + 1L : open.due().id();
            long claim = open == null ? 0 : open.due().claim() + 1;
            state.remoteRevocations.put(
                id,
                new Notified(new Due(id, one, customer, actor, claim, 0, false), store.now(), due));
          }
          return true;
        });
  }

  @Override
  public List<Due> claim(String name, int most, Duration lease) {
    return claim(one -> one.due().server().equals(name) && isDue(one), most, lease);
  }

  @Override
  public List<Due> claimOf(CustomerId customer, Duration lease) {
    return claim(
        one -> one.due().customer().equals(customer) && (one.due().attempts() == 0 || isDue(one)),
        Integer.MAX_VALUE,
        lease);
  }

  private boolean isDue(Notified one) {
    Instant at = one.dueAt();
    return at != null && !at.isAfter(store.now());
  }

  private List<Due> claim(Predicate<Notified> wanted, int most, Duration lease) {
    return store.with(state -> {
      List<Notified> found =
          state.remoteRevocations.values().stream()
              .filter(one -> one.dueAt() != null)
              .filter(wanted)
              .sorted(Comparator.comparing(one -> one.dueAt() == null ? Instant.MAX : one.dueAt()))
              .limit(most)
              .toList();
      List<Due> claimed = new ArrayList<>();
      for (Notified one : found) {
        Due was = one.due();
        Due due =
            new Due(
                was.id(),
                was.server(),
                was.customer(),
                was.origin(),
                was.claim() + 1,
                was.attempts() + 1,
                was.acknowledged());
        state.remoteRevocations.put(
            due.id(), new Notified(due, one.recordedAt(), store.now().plus(lease)));
        claimed.add(due);
      }
      return claimed;
    });
  }

  @Override
  public Set<String> pending(CustomerId customer) {
    return store.with(state ->
        state.remoteRevocations.values().stream()
            .filter(one -> one.dueAt() != null && !one.due().acknowledged())
            .map(Notified::due)
            .filter(due -> due.customer().equals(customer))
            .map(Due::server)
            .collect(Collectors.toSet()));
  }

  @Override
  public boolean settle(Due due, Settled settled) {
    return store.with(state -> {
      Map<Long, Notified> all = state.remoteRevocations;
      Notified now = all.get(due.id());
      if (now == null || now.dueAt() == null || now.due().claim() != due.claim()) {
        return false;
      }
      Instant at = now.recordedAt();
      all.put(
          due.id(),
          switch (settled) {
            case Settled.Acknowledged _ -> new Notified(told(due), at, null);
            case Settled.AcknowledgedFirst(Duration pause) ->
                new Notified(told(due), at, store.now().plus(pause));
            case Settled.Later(Duration pause) ->
                new Notified(now.due(), at, store.now().plus(pause));
          });
      return true;
    });
  }

  private static Due told(Due due) {
    return new Due(
        due.id(), due.server(), due.customer(), due.origin(), due.claim(), due.attempts(), true);
  }
}
