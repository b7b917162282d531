package dev.rekey.fake;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.revocation.ForceSignInJobs.LookupProgress;
import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.reset.ResetLink;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.SlidingWindow;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.settings.Setting;
import dev.rekey.domain.store.StoreId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What all fakes keep, behind one lock. A unit of work holds the lock from its beginning to its
/// end, and puts everything back where it throws.
public final class InMemoryStore {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition recorded = lock.newCondition();
  private final InstantSource clock;
  private State state = new State();
  private boolean inUnit;

  public InMemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /// Looks at the state or changes it, alone.
  <T> T with(Function<State, T> work) {
    lock.lock();
    try {
      return work.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /// The same, where the port says that the caller holds a customer's lock.
  <T> T withinUnit(Function<State, T> work) {
    if (!lock.isHeldByCurrentThread() || !inUnit) {
      throw new IllegalStateException("Not within a unit of work");
    }
    return work.apply(state);
  }

  <T> T unit(Supplier<T> work) {
    lock.lock();
    if (inUnit) {
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    }
    State before = state.copy();
    boolean done = false;
    inUnit = true;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      inUnit = false;
      if (!done) {
        state = before;
      }
      lock.unlock();
    }
  }

  Condition recorded() {
    return recorded;
  }

  ReentrantLock lock() {
    return lock;
  }

  /// Everything. Values are immutable, so that a copy of the maps is a copy of it all.
  static final class State {
    final Map<CustomerId, Account> accounts =
        new TreeMap<>(java.util.Comparator.comparing(CustomerId::value));
    final Map<Address, Failures> failures = new HashMap<>();
    final Map<Digest, Device> devices = new HashMap<>();
    final Map<Digest, ResetLink> links = new HashMap<>();
    final Map<Digest, Integer> refusals = new HashMap<>();
    final Map<Digest, Dispute> disputes = new HashMap<>();
    final Map<CustomerId, Long> disputableFrom = new HashMap<>();
    final Map<Digest, Issued> tokens = new HashMap<>();
    final Map<Digest, SlidingWindow> windows = new HashMap<>();
    final Map<Long, Recorded> requests = new TreeMap<>();
    final List<AuditTrail.Stored> events = new ArrayList<>();
    final List<Queued> securityEvents = new ArrayList<>();
    final List<BackgroundWork.Task> tasks = new ArrayList<>();
    final Map<Setting, String> overrides = new HashMap<>();
    final Map<UUID, Job> jobs = new LinkedHashMap<>();
    final Map<Long, Notified> remoteRevocations = new TreeMap<>();
    final Map<Digest, Instant> consumedTokenIds = new HashMap<>();
    final Map<UUID, EventStream> eventStreams = new LinkedHashMap<>();
    final List<Waiting> waiting = new ArrayList<>();

    private State copy() {
      State copy = new State();
      copy.accounts.putAll(accounts);
      copy.failures.putAll(failures);
      copy.devices.putAll(devices);
      copy.links.putAll(links);
      copy.refusals.putAll(refusals);
      copy.disputes.putAll(disputes);
      copy.disputableFrom.putAll(disputableFrom);
      copy.tokens.putAll(tokens);
      copy.windows.putAll(windows);
      copy.requests.putAll(requests);
      copy.events.addAll(events);
      copy.securityEvents.addAll(securityEvents);
      copy.tasks.addAll(tasks);
      copy.overrides.putAll(overrides);
      copy.jobs.putAll(jobs);
      copy.remoteRevocations.putAll(remoteRevocations);
      copy.consumedTokenIds.putAll(consumedTokenIds);
      copy.eventStreams.putAll(eventStreams);
      copy.waiting.addAll(waiting);
      return copy;
    }
  }

  record Address(StoreId store, Digest email) {}

  record Account(Customer customer, @Nullable PasswordHash hash) {}

  record Failures(int count, int pauses, @Nullable Instant lockedUntil, Instant updatedAt) {}

  record Device(CustomerId customer, int failures, Instant usedAt) {}

  record Dispute(CustomerId customer, long change, Instant expiresAt, boolean used) {}

  record Issued(OAuthToken token, long signInVersion) {}

  record Recorded(
      ResetRequest request,
      Instant at,
      @Nullable Instant dueAt,
      int attempts,
      int unclear,
      boolean audited,
      dev.rekey.application.port.reset.ResetOutbox.@Nullable Outcome outcome) {}

  record Job(
      ForceSignInTarget target,
      Actor origin,
      @Nullable Digest key,
      ForceSignInProgress progress,
      @Nullable CustomerId countedTo,
      boolean counted,
      @Nullable CustomerId after,
      LookupProgress lookUp) {}

  record Notified(RemoteRevocations.Due due, Instant recordedAt, @Nullable Instant dueAt) {}

  record EventStream(
      SecurityEventStreams.Stream stream,
      int failures,
      Instant dueAt,
      @Nullable Instant verifiedAt) {}

  /// What waits for a stream.
  record Waiting(
      UUID stream,
      UUID jti,
      SecurityEventDeliveries.Event event,
      Instant queuedAt,
      @Nullable Instant dueAt,
      int attempts,
      int refusals) {
    /// The same, just queued.
    static Waiting queued(UUID stream, SecurityEventDeliveries.Event event, Instant at) {
      return new Waiting(stream, UUID.randomUUID(), event, at, at, 0, 0);
    }
  }

  /// A security event on its way to its receivers.
  public record Queued(
      CustomerId customer, Actor origin, Set<SecurityEvents.Type> types, Instant at) {}
}
