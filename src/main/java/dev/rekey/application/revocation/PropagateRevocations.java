package dev.rekey.application.revocation;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

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

  private final Map<String, RemoteAuthorizationServer> servers = new TreeMap<>();
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
      List<? extends RemoteAuthorizationServer> remoteServers,
      RemoteRevocations revocations,
      Customers customers,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      OutboxSettings outboxSettings,
      Duration timeout,
      Sleeper sleeper,
      Executor executor) {
    for (RemoteAuthorizationServer one : remoteServers) {
      if (servers.put(one.name(), one) != null) {
        throw new IllegalArgumentException("Duplicate remote authorization server " + one.name());
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
    return !servers.isEmpty();
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
        servers.values().stream().filter(which).map(RemoteAuthorizationServer::name).toList();
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
                  .filter(due -> servers.containsKey(due.server()))
                  .map(due -> CompletableFuture.supplyAsync(() -> attempt(due), executor))
                  .toArray(CompletableFuture<?>[]::new))
          .handle((_, _) -> true)
          .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      Set<String> pending = unitOfWork.run(() -> revocations.pending(customer));
      return servers.keySet().stream().filter(pending::contains).toList();
    } catch (TemporarilyUnavailable outage) {
      LOG.log(WARNING, "Remote revocation is retried later: " + outage.getMessage());
    }
    return List.copyOf(servers.keySet());
  }

  /// Sends all due notifications. Servers are served independently: a slow or unavailable one does
  /// not delay the others.
  public BackgroundWork.Progress perform(BooleanSupplier stopping) {
    Set<String> busy = ConcurrentHashMap.newKeySet();
    CompletableFuture.allOf(
            servers.keySet().stream()
                .map(server ->
                    CompletableFuture.runAsync(() -> serve(server, busy, stopping), executor))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    return BackgroundWork.Progress.ENDED;
  }

  // An idle worker polls while another one is busy: the next run starts only after this one.
  private void serve(String server, Set<String> busy, BooleanSupplier stopping) {
    notifyDue(server, busy, stopping);
    while (!busy.isEmpty() && !stopping.getAsBoolean()) {
      sleeper.sleep(POLL_INTERVAL);
      notifyDue(server, busy, stopping);
    }
  }

  private void notifyDue(String server, Set<String> busy, BooleanSupplier stopping) {
    try {
      boolean more = true;
      while (more && !stopping.getAsBoolean()) {
        more = notifyBatch(server, busy);
      }
    } finally {
      busy.remove(server);
    }
  }

  // false if nothing is due, or if the server answered no call of the batch
  private boolean notifyBatch(String server, Set<String> busy) {
    List<Due> claimed = unitOfWork.run(() -> revocations.claim(server, AT_ONCE, lease));
    if (!claimed.isEmpty()) {
      busy.add(server);
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
    RemoteAuthorizationServer server = Objects.requireNonNull(servers.get(due.server()));
    Answer answer = ask(server, due.customer());
    unitOfWork.run(() -> settle(due, server, answer));
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
      LOG.log(DEBUG, "Look-up skipped during an outage", outage);
    }
  }

  // locks without a look-up: the unavailable server may be the identity provider itself
  private Answer ask(RemoteAuthorizationServer server, CustomerId id) {
    try {
      return unitOfWork
          .run(() -> customers.lock(id))
          .map(server::revokeAll)
          .orElse(Answer.UNKNOWN_CUSTOMER);
    } catch (TemporarilyUnavailable outage) {
      LOG.log(
          WARNING, "Revocation at {0} is retried later: {1}", server.name(), outage.getMessage());
    } catch (RuntimeException failure) {
      LOG.log(ERROR, "Revocation at " + server.name() + " failed and is retried later", failure);
    }
    return Answer.UNAVAILABLE;
  }

  private boolean settle(Due due, RemoteAuthorizationServer server, Answer answer) {
    Settled settled =
        switch (answer) {
          case ENDED ->
              due.acknowledged() || server.repeatAfter().isZero()
                  ? new Settled.Acknowledged()
                  : new Settled.AcknowledgedFirst(server.repeatAfter());
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
      audit.record(event.where(due.server()));
    }
    return mine;
  }
}
