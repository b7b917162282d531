package dev.rekey.fake;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.store.StoreId;
import dev.rekey.fake.InMemoryStore.Job;
import dev.rekey.fake.InMemoryStore.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Force sign-ins of many in memory.
public final class InMemoryForceSignInJobs implements ForceSignInJobs {
  private final InMemoryStore store;

  public InMemoryForceSignInJobs(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Begun begin(ForceSignInTarget target, Actor actor, @Nullable Digest key) {
    return store.with(state -> {
      for (Map.Entry<UUID, Job> one : state.jobs.entrySet()) {
        Digest taken = one.getValue().key();
        if (key != null && taken != null && taken.equals(key)) {
          return one.getValue().target().fingerprint().equals(target.fingerprint())
              ? new Begun.Repeated(one.getKey())
              : new Begun.KeyReused();
        }
      }
      UUID id = UUID.randomUUID();
      StoreId whole = whole(target);
      ForceSignInProgress progress =
          new ForceSignInProgress(
              id, whole, listed(target).size(), 0, 0, 0, List.of(), store.now(), null);
      state.jobs.put(
          id,
          new Job(
              target, actor, key, progress, null, whole == null, null, LookupProgress.BEGINNING));
      return new Begun.Started(id);
    });
  }

  @Override
  public void count(UUID id, int most) {
    boolean _ =
        store.with(state -> {
          Job job = state.jobs.get(id);
          if (job == null || job.counted()) {
            return false;
          }
          List<CustomerId> slice = walk(state, job, job.countedTo(), most);
          ForceSignInProgress progress = job.progress();
          state.jobs.put(
              id,
              new Job(
                  job.target(),
                  job.origin(),
                  job.key(),
                  changed(progress, progress.counted() + slice.size(), progress.failedCustomers()),
                  slice.isEmpty() ? job.countedTo() : slice.getLast(),
                  slice.size() < most,
                  job.after(),
                  job.lookUp()));
          return true;
        });
  }

  @Override
  public Optional<ForceSignInProgress> find(UUID id, int mostFailed) {
    return store.with(state ->
        Optional.ofNullable(state.jobs.get(id))
            .map(Job::progress)
            .map(one ->
                changed(
                    one,
                    one.counted(),
                    one.failedCustomers().stream()
                        .sorted(Comparator.comparing(CustomerId::value))
                        .limit(mostFailed)
                        .toList())));
  }

  @Override
  public List<UUID> unfinished(int most) {
    return store.with(state ->
        state.jobs.values().stream()
            .map(Job::progress)
            .filter(one -> one.finishedAt() == null)
            .map(ForceSignInProgress::id)
            .limit(most)
            .toList());
  }

  @Override
  public Optional<Running> lock(UUID id) {
    return store.withinUnit(state ->
        Optional.ofNullable(state.jobs.get(id))
            .filter(job -> job.progress().finishedAt() == null)
            .map(job ->
                new Running(
                    id,
                    job.progress().store(),
                    job.origin(),
                    job.after(),
                    job.counted(),
                    job.lookUp())));
  }

  @Override
  public void lookedUp(UUID id, Customers.@Nullable Position to) {
    boolean _ =
        store.withinUnit(state -> {
          Job job = state.jobs.get(id);
          if (job == null) {
            return false;
          }
          state.jobs.put(
              id,
              new Job(
                  job.target(),
                  job.origin(),
                  job.key(),
                  job.progress(),
                  job.countedTo(),
                  job.counted(),
                  job.after(),
                  to == null ? LookupProgress.END : new LookupProgress(to, false)));
          return true;
        });
  }

  @Override
  public List<CustomerId> next(Running running, int most) {
    return store.with(state -> {
      Job job = state.jobs.get(running.id());
      return job == null ? List.of() : walk(state, job, running.after(), most);
    });
  }

  @Override
  public void advance(UUID id, Step step) {
    boolean _ =
        store.withinUnit(state -> {
          Job job = state.jobs.get(id);
          if (job == null || job.progress().finishedAt() != null) {
            throw new IllegalStateException("The job is already finished");
          }
          ForceSignInProgress one = job.progress();
          List<CustomerId> failed = new ArrayList<>(one.failedCustomers());
          failed.addAll(step.failed());
          ForceSignInProgress moved =
              new ForceSignInProgress(
                  id,
                  one.store(),
                  one.counted(),
                  one.processed() + step.processed(),
                  one.revoked() + step.revoked(),
                  one.failed() + step.failed().size(),
                  failed,
                  one.startedAt(),
                  step.end() ? store.now() : null);
          state.jobs.put(
              id,
              new Job(
                  job.target(),
                  job.origin(),
                  job.key(),
                  moved,
                  job.countedTo(),
                  job.counted(),
                  step.last() == null ? job.after() : step.last(),
                  job.lookUp()));
          return true;
        });
  }

  private static List<CustomerId> walk(State state, Job job, @Nullable CustomerId after, int most) {
    StoreId whole = whole(job.target());
    Stream<CustomerId> all =
        whole == null
            ? listed(job.target()).stream()
            : state.accounts.values().stream()
                .map(InMemoryStore.Account::customer)
                .filter(one -> one.store().equals(whole))
                .map(one -> one.id());
    return all.sorted(Comparator.comparing(CustomerId::value))
        .filter(one -> after == null || one.value().compareTo(after.value()) > 0)
        .limit(most)
        .toList();
  }

  private static @Nullable StoreId whole(ForceSignInTarget target) {
    return switch (target) {
      case ForceSignInTarget.Listed _ -> null;
      case ForceSignInTarget.WholeStore(StoreId whole) -> whole;
    };
  }

  private static Set<CustomerId> listed(ForceSignInTarget target) {
    return switch (target) {
      case ForceSignInTarget.Listed(Set<CustomerId> customers) -> customers;
      case ForceSignInTarget.WholeStore _ -> Set.of();
    };
  }

  private static ForceSignInProgress changed(
      ForceSignInProgress one, long counted, List<CustomerId> failed) {
    return new ForceSignInProgress(
        one.id(),
        one.store(),
        counted,
        one.processed(),
        one.revoked(),
        one.failed(),
        failed,
        one.startedAt(),
        one.finishedAt());
  }
}
