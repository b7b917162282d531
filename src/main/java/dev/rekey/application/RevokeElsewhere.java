package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.RemoteRevocations;
import dev.rekey.application.port.RemoteRevocations.Due;
import dev.rekey.application.port.RemoteRevocations.Settled;
import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.application.port.RemoteTokenStore.Answer;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.Origin;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Tells remote token stores of revocations: what is recorded with a revocation is told at once by
/// whoever asked for it, and by the background until each store agrees.
///
/// What was revoked here stays so whatever they answer.
public final class RevokeElsewhere {
  /// For how long the background leaves it to whoever asked.
  static final Duration HEAD_START = Duration.ofSeconds(5);

  /// How many customers a store is told of at once.
  static final int AT_ONCE = 8;

  private static final System.Logger LOG = System.getLogger(RevokeElsewhere.class.getName());
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Map<String, RemoteTokenStore> stores = new TreeMap<>();
  private final RemoteRevocations revocations;
  private final Customers customers;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final Duration lease;
  private final Backoff backoff;
  private final Backoff refused;
  private final Duration patience;
  private final Executor executor;

  /// @param patience how long whoever asked waits for the stores; what has not agreed by then is
  ///   pending
  /// @param executor where stores are told, each on a thread of its own: they may take their time
  public RevokeElsewhere(
      List<? extends RemoteTokenStore> stores,
      RemoteRevocations revocations,
      Customers customers,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      OutboxSettings outboxSettings,
      Duration patience,
      Executor executor) {
    for (RemoteTokenStore store : stores) {
      if (this.stores.put(store.name(), store) != null) {
        throw new IllegalArgumentException("Two token stores are called " + store.name());
      }
    }
    this.revocations = revocations;
    this.customers = customers;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.lease = outboxSettings.lease();
    this.backoff = outboxSettings.doublingUpTo(Duration.ofMinutes(5));
    // what is refused is refused again until somebody has looked at it
    this.refused = outboxSettings.doublingUpTo(Duration.ofHours(1));
    this.patience = patience;
    this.executor = executor;
  }

  /// Whether there is any other place where customers may be signed in.
  boolean isAnywhere() {
    return !stores.isEmpty();
  }

  /// Notes that every store has to be told, within the caller's unit of work.
  void record(CustomerId customer, Origin origin) {
    boolean _ = record(customer, origin, _ -> true);
  }

  /// The same for what another system told this one, and whether any store has to be told of that.
  boolean recordAsTold(CustomerId customer, Origin origin) {
    return record(customer, origin, RemoteTokenStore::toldOfGlobalRevocations);
  }

  private boolean record(CustomerId customer, Origin origin, Predicate<RemoteTokenStore> which) {
    List<String> names =
        stores.values().stream().filter(which).map(RemoteTokenStore::name).toList();
    if (!names.isEmpty()) {
      revocations.record(customer, origin, names, HEAD_START);
    }
    return !names.isEmpty();
  }

  /// Tells the stores what was recorded, after it is durable, and answers which of them have not
  /// agreed yet; the background goes on with those. It never throws: what was revoked is revoked.
  public List<String> tell(CustomerId customer) {
    if (!isAnywhere()) {
      return List.of();
    }
    try {
      List<Due> claimed = unitOfWork.run(() -> revocations.claimOf(customer, lease));
      CompletableFuture.allOf(
              claimed.stream()
                  .filter(due -> stores.containsKey(due.store()))
                  .map(due -> CompletableFuture.supplyAsync(() -> attempt(due), executor))
                  .toArray(CompletableFuture<?>[]::new))
          .handle((_, _) -> true)
          .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      Set<String> pending = new TreeSet<>(unitOfWork.run(() -> revocations.pending(customer)));
      pending.retainAll(stores.keySet());
      return List.copyOf(pending);
    } catch (TemporarilyUnavailable outage) {
      LOG.log(System.Logger.Level.WARNING, "Token stores are told later: " + outage.getMessage());
    }
    return List.copyOf(stores.keySet());
  }

  /// Tells the stores all that is due, each at its own pace: one that is down or slow keeps the
  /// others from nothing.
  public BackgroundWork.Progress perform(BooleanSupplier stopping) {
    Set<String> busy = ConcurrentHashMap.newKeySet();
    CompletableFuture.allOf(
            stores.keySet().stream()
                .map(store ->
                    CompletableFuture.runAsync(() -> lane(store, busy, stopping), executor))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    return BackgroundWork.Progress.ENDED;
  }

  // whoever has nothing to do looks again for as long as another one is busy, since the next run
  // begins only after this one
  private void lane(String store, Set<String> busy, BooleanSupplier stopping) {
    tellWhatIsDue(store, busy, stopping);
    while (!busy.isEmpty() && !stopping.getAsBoolean()) {
      Pause.of(LOOK_AGAIN);
      tellWhatIsDue(store, busy, stopping);
    }
  }

  private void tellWhatIsDue(String store, Set<String> busy, BooleanSupplier stopping) {
    try {
      tellWhatIsDueNow(store, busy, stopping);
    } finally {
      busy.remove(store);
    }
  }

  private void tellWhatIsDueNow(String store, Set<String> busy, BooleanSupplier stopping) {
    boolean goesOn = true;
    while (goesOn && !stopping.getAsBoolean()) {
      List<Due> claimed = unitOfWork.run(() -> revocations.claim(store, AT_ONCE, lease));
      if (!claimed.isEmpty()) {
        busy.add(store);
      }
      List<CompletableFuture<Boolean>> told =
          claimed.stream()
              .map(due -> CompletableFuture.supplyAsync(() -> attempt(due), executor))
              .toList();
      CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new)).join();
      // a store that answered nothing of a whole round is left alone until the next one
      goesOn = told.stream().anyMatch(CompletableFuture::join);
    }
  }

  /// Whether the store answered, whatever it was.
  private boolean attempt(Due due) {
    RemoteTokenStore store = Objects.requireNonNull(stores.get(due.store()));
    Answer answer = ask(store, due.customer());
    unitOfWork.run(() -> settle(due, store, answer));
    if (answer == Answer.UNKNOWN_CUSTOMER) {
      lookUp(due.customer());
    }
    return switch (answer) {
      case ENDED, UNKNOWN_CUSTOMER, REFUSED -> true;
      case UNAVAILABLE -> false;
    };
  }

  // who was only presumed to be a customer goes when nobody has to be told any more
  private void lookUp(CustomerId customer) {
    try {
      if (unitOfWork.run(() -> revocations.pending(customer)).isEmpty()) {
        boolean _ = customers.find(customer).isPresent();
      }
    } catch (TemporarilyUnavailable outage) {
      LOG.log(System.Logger.Level.DEBUG, "Looked up later", outage);
    }
  }

  // who is only locked is not looked up anywhere: one store that is away may be where that is
  private Answer ask(RemoteTokenStore store, CustomerId id) {
    try {
      return unitOfWork
          .run(() -> customers.lock(id))
          .map(store::revokeAll)
          .orElse(Answer.UNKNOWN_CUSTOMER);
    } catch (TemporarilyUnavailable outage) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Token store " + store.name() + " is told later: " + outage.getMessage());
    } catch (RuntimeException oneStoreMustNotStopTheOthers) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Token store " + store.name() + " is told later",
          oneStoreMustNotStopTheOthers);
    }
    return Answer.UNAVAILABLE;
  }

  private boolean settle(Due due, RemoteTokenStore store, Answer answer) {
    return switch (answer) {
      case ENDED -> {
        Duration pause = store.toldAgainAfter();
        boolean once = due.told() || pause.isZero();
        yield told(due, once ? new Settled.Told() : new Settled.ToldFirst(pause));
      }
      case UNKNOWN_CUSTOMER -> told(due, new Settled.Told());
      case REFUSED, UNAVAILABLE -> {
        boolean mine = revocations.settle(due, new Settled.Later(pause(due, answer)));
        // one failure for each wish: a store that is down for a night must not fill the trail
        if (mine && due.attempts() == 1) {
          audit.record(
              AuditEvent.failed(
                      AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE, due.customer(), due.origin())
                  .where(due.store()));
        }
        yield mine;
      }
    };
  }

  private boolean told(Due due, Settled settled) {
    boolean mine = revocations.settle(due, settled);
    if (mine && !due.told()) {
      audit.record(
          AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE, due.customer(), due.origin())
              .where(due.store()));
    }
    return mine;
  }

  private Duration pause(Due due, Answer answer) {
    return (answer == Answer.REFUSED ? refused : backoff).after(due.attempts() - 1);
  }
}
