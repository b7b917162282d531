package dev.rekey.fake;

import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.fake.InMemoryStore.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Recorded requests in memory.
public final class InMemoryResetOutbox implements ResetOutbox {
  private final InMemoryStore store;

  public InMemoryResetOutbox(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void record(ResetRequest.AfterDispute request) {
    store.withinUnit(state -> {
      Instant now = store.now();
      state.requests.put(
          state.requests.size() + 1L, new Recorded(request, now, now, 0, 0, false, null));
      store.recorded().signalAll();
      return true;
    });
  }

  @Override
  public List<Due> claim(int most, Duration lease) {
    return store.with(state -> {
      List<Due> claimed = new ArrayList<>();
      Instant now = store.now();
      for (Map.Entry<Long, Recorded> entry : state.requests.entrySet()) {
        Recorded one = entry.getValue();
        Instant dueAt = one.dueAt();
        if (dueAt != null && !dueAt.isAfter(now) && claimed.size() < most) {
          int attempts = one.attempts() + 1;
          entry.setValue(
              new Recorded(
                  one.request(),
                  one.at(),
                  now.plus(lease),
                  attempts,
                  one.unclear(),
                  one.audited(),
                  null));
          claimed.add(
              new Due(
                  entry.getKey(),
                  one.request(),
                  one.at(),
                  now,
                  attempts,
                  one.unclear(),
                  one.audited()));
        }
      }
      return claimed;
    });
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    store.lock().lock();
    try {
      long left = atMost.toNanos();
      while (left > 0 && nextDue().filter(at -> !at.isAfter(store.now())).isEmpty()) {
        left = store.recorded().awaitNanos(left);
      }
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public Set<Long> settle(List<Settled> settled) {
    return store.with(state -> {
      Set<Long> news = new HashSet<>();
      for (Settled one : settled) {
        Recorded before = state.requests.get(one.id());
        if (before != null && before.dueAt() != null && counts(one, before)) {
          state.requests.put(one.id(), settled(before, one));
          news.add(one.id());
        }
      }
      return news;
    });
  }

  /// How the request of this name ended; nothing while it has not.
  public Optional<Outcome> outcome(long id) {
    return store.with(state -> Optional.ofNullable(state.requests.get(id)).map(Recorded::outcome));
  }

  /// When the next request is due.
  public Optional<Instant> nextDue() {
    return store.with(state ->
        state.requests.values().stream()
            .flatMap(one -> Optional.ofNullable(one.dueAt()).stream())
            .min(Instant::compareTo));
  }

  private static boolean counts(Settled how, Recorded before) {
    return how instanceof Settled.Done || how.due().attempts() == before.attempts();
  }

  private Recorded settled(Recorded before, Settled how) {
    return switch (how) {
      case Settled.Done(Due _, Outcome outcome) ->
          new Recorded(
              before.request(),
              before.at(),
              null,
              before.attempts(),
              before.unclear(),
              before.audited(),
              outcome);
      case Settled.Later(Due _, Duration pause) ->
          later(before, pause, before.unclear(), before.audited());
      case Settled.Postponed(Due _, Duration pause) -> later(before, pause, before.unclear(), true);
      case Settled.Unknown(Due _, Duration pause) ->
          later(before, pause, before.unclear() + 1, true);
    };
  }

  private Recorded later(Recorded before, Duration pause, int unclear, boolean audited) {
    return new Recorded(
        before.request(),
        before.at(),
        store.now().plus(pause),
        before.attempts(),
        unclear,
        audited,
        null);
  }
}
