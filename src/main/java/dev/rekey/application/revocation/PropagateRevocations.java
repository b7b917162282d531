package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer.Answer;
import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.application.port.revocation.RemoteRevocations.Due;
import dev.rekey.application.port.revocation.RemoteRevocations.Settled;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Propagates revocations to the remote authorization servers: once for the caller, and then in the
/// background until each server acknowledges. The revocation in this service does not depend on it.
public final class PropagateRevocations {
  /// Delay before the background notifies a server that the caller notifies at once.
  static final Duration INITIAL_DELAY = Duration.ofSeconds(5);

  /// Maximum number of concurrent notifications for one server.
  static final int AT_ONCE = 8;

  private static final System.Logger LOG = System.getLogger(PropagateRevocations.class.getName());
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Map<String, RemoteAuthorizationServer> stores = new TreeMap<>();
  private final RemoteRevocations revocations;
  private final Customers customers;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final Duration timeout;
  private final Sleeper sleeper;
  private final Duration lease;
  private final Backoff backoff;
  private final Backoff refused;
  private final Executor executor;

  /// @param timeout the maximum time that a caller waits for acknowledgements; a server without one
  ///   is pending
  /// @param executor runs each notification on its own thread, because servers may be slow
  public PropagateRevocations(
      List<? extends RemoteAuthorizationServer> stores,
      RemoteRevocations revocations,
      Customers customers,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      OutboxSettings outboxSettings,
      Duration timeout,
      Sleeper sleeper,
      Executor executor) {
    for (RemoteAuthorizationServer store : stores) {
      if (this.stores.put(store.name(), store) != null) {
        throw new IllegalArgumentException("Duplicate remote authorization server " + store.name());
      }
    }
    this.revocations = revocations;
    this.customers = customers;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.lease = outboxSettings.lease();
    this.backoff = outboxSettings.doublingUpTo(Duration.ofMinutes(5));
    // a rejected notification is rejected again until an operator fixes the configuration
    this.refused = outboxSettings.doublingUpTo(Duration.ofHours(1));
    this.timeout = timeout;
    this.sleeper = sleeper;
    this.executor = executor;
  }

  /// Whether any remote authorization server is configured.
  boolean hasServers() {
    return !stores.isEmpty();
  }

  /// Records that every server has to be notified, within the caller's unit of work.
  void record(CustomerId customer, Actor actor) {
    boolean _ = record(customer, actor, _ -> true);
  }

  /// Records a revocation that another system sent. Skips the servers that send such calls
  /// themselves, and returns whether any server is left to notify.
  boolean recordIncoming(CustomerId customer, Actor actor) {
    return record(customer, actor, RemoteAuthorizationServer::notifiedOfGlobalRevocations);
  }

  private boolean record(
      CustomerId customer, Actor actor, Predicate<RemoteAuthorizationServer> which) {
    List<String> names =
        stores.values().stream().filter(which).map(RemoteAuthorizationServer::name).toList();
    if (!names.isEmpty()) {
      revocations.record(customer, actor, names, INITIAL_DELAY);
    }
    return !names.isEmpty();
  }

  /// Notifies the servers of the recorded revocation after it is durable. Returns the servers that
  /// have not acknowledged yet; the background retries those. Never throws an outage.
  public List<String> notifyServers(CustomerId customer) {
    if (!hasServers()) {
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
          .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      Set<String> pending = unitOfWork.run(() -> revocations.pending(customer));
      return stores.keySet().stream().filter(pending::contains).toList();
    } catch (TemporarilyUnavailable outage) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Remote revocation is retried later: " + outage.getMessage());
    }
    return List.copyOf(stores.keySet());
  }

  /// Sends all due notifications. Servers are served independently: a slow or unavailable one does
  /// not delay the others.
  public BackgroundWork.Progress perform(BooleanSupplier stopping) {
    Set<String> busy = ConcurrentHashMap.newKeySet();
    CompletableFuture.allOf(
            stores.keySet().stream()
                .map(store ->
                    CompletableFuture.runAsync(() -> serve(store, busy, stopping), executor))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    return BackgroundWork.Progress.ENDED;
  }

  // An idle worker polls while another one is busy: the next run starts only after this one.
  private void serve(String store, Set<String> busy, BooleanSupplier stopping) {
    notifyDue(store, busy, stopping);
    while (!busy.isEmpty() && !stopping.getAsBoolean()) {
      sleeper.sleep(POLL_INTERVAL);
      notifyDue(store, busy, stopping);
    }
  }

  private void notifyDue(String store, Set<String> busy, BooleanSupplier stopping) {
    try {
      boolean more = true;
      while (more && !stopping.getAsBoolean()) {
        more = notifyBatch(store, busy);
      }
    } finally {
      busy.remove(store);
    }
  }

  // false if nothing is due, or if the server answered no call of the batch
  private boolean notifyBatch(String store, Set<String> busy) {
    List<Due> claimed = unitOfWork.run(() -> revocations.claim(store, AT_ONCE, lease));
    if (!claimed.isEmpty()) {
      busy.add(store);
    }
    List<CompletableFuture<Boolean>> answered =
        claimed.stream()
            .map(due -> CompletableFuture.supplyAsync(() -> attempt(due), executor))
            .toList();
    CompletableFuture.allOf(answered.toArray(CompletableFuture<?>[]::new)).join();
    return answered.stream().anyMatch(CompletableFuture::join);
  }

  // whether the server answered at all
  private boolean attempt(Due due) {
    RemoteAuthorizationServer store = Objects.requireNonNull(stores.get(due.store()));
    Answer answer = ask(store, due.customer());
    unitOfWork.run(() -> settle(due, store, answer));
    if (answer == Answer.UNKNOWN_CUSTOMER) {
      lookUp(due.customer());
    }
    return answer != Answer.UNAVAILABLE;
  }

  // removes the placeholder of an unknown customer after the last notification
  private void lookUp(CustomerId customer) {
    try {
      if (unitOfWork.run(() -> revocations.pending(customer)).isEmpty()) {
        boolean _ = customers.find(customer).isPresent();
      }
    } catch (TemporarilyUnavailable outage) {
      LOG.log(System.Logger.Level.DEBUG, "Look-up skipped during an outage", outage);
    }
  }

  // locks without a look-up: the unavailable server may be the identity provider itself
  private Answer ask(RemoteAuthorizationServer store, CustomerId id) {
    try {
      return unitOfWork
          .run(() -> customers.lock(id))
          .map(store::revokeAll)
          .orElse(Answer.UNKNOWN_CUSTOMER);
    } catch (TemporarilyUnavailable outage) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Revocation at " + store.name() + " is retried later: " + outage.getMessage());
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Revocation at " + store.name() + " failed and is retried later",
          failure);
    }
    return Answer.UNAVAILABLE;
  }

  private boolean settle(Due due, RemoteAuthorizationServer store, Answer answer) {
    Duration repeat = store.repeatAfter();
    Settled settled =
        switch (answer) {
          case ENDED ->
              due.acknowledged() || repeat.isZero()
                  ? new Settled.Acknowledged()
                  : new Settled.AcknowledgedFirst(repeat);
          case UNKNOWN_CUSTOMER -> new Settled.Acknowledged();
          case REFUSED -> new Settled.Later(refused.after(due.attempts() - 1));
          case UNAVAILABLE -> new Settled.Later(backoff.after(due.attempts() - 1));
        };
    boolean failed = settled instanceof Settled.Later;
    boolean mine = revocations.settle(due, settled);
    // one failure per revocation: a long outage must not flood the audit trail
    if (mine && (failed ? due.attempts() == 1 : !due.acknowledged())) {
      AuditEvent.Type type = AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE;
      AuditEvent event =
          failed
              ? AuditEvent.failed(type, due.customer(), due.origin())
              : AuditEvent.of(type, due.customer(), due.origin());
      audit.record(event.where(due.store()));
    }
    return mine;
  }
}
