package dev.rekey.fake;

import dev.rekey.application.port.RemoteRevocations;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemoryStore.Told;
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
      CustomerId customer, Origin origin, Collection<String> stores, Duration headStart) {
    Instant due = store.now().plus(headStart);
    boolean _ =
        store.with(state -> {
          for (String one : stores) {
            Told open =
                state.remoteRevocations.values().stream()
                    .filter(told -> told.dueAt() != null && told.due().store().equals(one))
                    .filter(told -> told.due().customer().equals(customer))
                    .findFirst()
                    .orElse(null);
            long id = open == null ? state.remoteRevocations.size() + 1L : open.due().id();
            long claim = open == null ? 0 : open.due().claim() + 1;
            state.remoteRevocations.put(
                id,
                new Told(new Due(id, one, customer, origin, claim, 0, false), store.now(), due));
          }
          return true;
        });
  }

  @Override
  public List<Due> claim(String name, int most, Duration lease) {
    return claim(one -> one.due().store().equals(name) && isDue(one), most, lease);
  }

  @Override
  public List<Due> claimOf(CustomerId customer, Duration lease) {
    return claim(
        one -> one.due().customer().equals(customer) && (one.due().attempts() == 0 || isDue(one)),
        Integer.MAX_VALUE,
        lease);
  }

  private boolean isDue(Told one) {
    Instant at = one.dueAt();
    return at != null && !at.isAfter(store.now());
  }

  private List<Due> claim(Predicate<Told> wanted, int most, Duration lease) {
    return store.with(state -> {
      List<Told> found =
          state.remoteRevocations.values().stream()
              .filter(one -> one.dueAt() != null)
              .filter(wanted)
              .sorted(Comparator.comparing(one -> one.dueAt() == null ? Instant.MAX : one.dueAt()))
              .limit(most)
              .toList();
      List<Due> claimed = new ArrayList<>();
      for (Told one : found) {
        Due was = one.due();
        Due due =
            new Due(
                was.id(),
                was.store(),
                was.customer(),
                was.origin(),
                was.claim() + 1,
                was.attempts() + 1,
                was.told());
        state.remoteRevocations.put(
            due.id(), new Told(due, one.recordedAt(), store.now().plus(lease)));
        claimed.add(due);
      }
      return claimed;
    });
  }

  @Override
  public Set<String> pending(CustomerId customer) {
    return store.with(state ->
        state.remoteRevocations.values().stream()
            .filter(one -> one.dueAt() != null && !one.due().told())
            .map(Told::due)
            .filter(due -> due.customer().equals(customer))
            .map(Due::store)
            .collect(Collectors.toSet()));
  }

  @Override
  public boolean settle(Due due, Settled settled) {
    return store.with(state -> {
      Map<Long, Told> all = state.remoteRevocations;
      Told now = all.get(due.id());
      if (now == null || now.dueAt() == null || now.due().claim() != due.claim()) {
        return false;
      }
      Instant at = now.recordedAt();
      all.put(
          due.id(),
          switch (settled) {
            case Settled.Told _ -> new Told(told(due), at, null);
            case Settled.ToldFirst(Duration pause) ->
                new Told(told(due), at, store.now().plus(pause));
            case Settled.Later(Duration pause) -> new Told(now.due(), at, store.now().plus(pause));
          });
      return true;
    });
  }

  private static Due told(Due due) {
    return new Due(
        due.id(), due.store(), due.customer(), due.origin(), due.claim(), due.attempts(), true);
  }
}
