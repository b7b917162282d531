package dev.rekey.application.securityevent;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Claim;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Settled;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Target;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import dev.rekey.domain.Backoff;
import dev.rekey.domain.OutboxSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Pushes queued security events to their receivers. Streams are served independently, with a few
/// concurrent events for each stream.
///
/// A failed event is retried with backoff while the other events of its stream go on. If no event
/// of a batch gets through, the whole stream backs off and then sends single events until its
/// receiver is available again. An event that the receiver rejects is abandoned after some hours.
public final class PushSecurityEvents {
  /// Maximum number of concurrent events for one receiver.
  static final int AT_ONCE = 8;

  /// Rejections after which an event is abandoned.
  static final int REFUSALS = 12;

  private static final System.Logger LOG = System.getLogger(PushSecurityEvents.class.getName());
  private static final int MAX_STREAMS = 50;
  private static final Backoff STREAM_BACKOFF =
      Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(5));
  private static final long POLL_INTERVAL_MILLIS = 500;

  private final SecurityEventDeliveries deliveries;
  private final SecurityEventTokens tokens;
  private final SecurityEventPush push;
  private final Duration lease;
  private final Backoff pauses;
  private final Executor senders;

  public PushSecurityEvents(
      SecurityEventDeliveries deliveries,
      SecurityEventTokens tokens,
      SecurityEventPush push,
      OutboxSettings outboxSettings,
      Executor senders) {
    this.deliveries = deliveries;
    this.tokens = tokens;
    this.push = push;
    this.lease = outboxSettings.lease();
    this.pauses = outboxSettings.doublingUpTo(Duration.ofHours(1));
    this.senders = senders;
  }

  /// Pushes all due events until none is left or `stopping` is true.
  public BackgroundWork.Progress push(BooleanSupplier stopping) {
    StreamWorkers streamWorkers = new StreamWorkers();
    do {
      if (!stopping.getAsBoolean() && streamWorkers.failures.isEmpty()) {
        deliveries.due(MAX_STREAMS).forEach(target -> streamWorkers.begin(target, stopping));
      }
      streamWorkers.await();
    } while (!streamWorkers.running.isEmpty());
    streamWorkers.end();
    return stopping.getAsBoolean() ? BackgroundWork.Progress.AGAIN : BackgroundWork.Progress.ENDED;
  }

  private void drain(Target target, BooleanSupplier stopping) {
    UUID id = target.stream();
    int failures = target.failures();
    while (!stopping.getAsBoolean()) {
      Claim claim = deliveries.claim(id, failures == 0 ? AT_ONCE : 1, lease).orElse(null);
      if (claim == null) {
        return;
      }
      List<Result> results =
          claim.deliveries().stream()
              .map(
                  one -> CompletableFuture.supplyAsync(() -> deliver(claim.stream(), one), senders))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      deliveries.settle(id, results.stream().map(Result::settled).toList());
      if (results.stream().allMatch(Result::away)) {
        deliveries.rest(id, STREAM_BACKOFF.after(failures));
        return;
      }
      if (failures > 0) {
        failures = 0;
        deliveries.rest(id, Duration.ZERO);
      }
    }
  }

  private Result deliver(SecurityEventStreams.Stream stream, Delivery delivery) {
    if (!(stream.configuration().delivery()
        instanceof SecurityEventStreams.Delivery.Push receiver)) {
      throw new IllegalStateException("The stream is not delivered by push");
    }
    Duration pause = pauses.after(delivery.attempts() - 1);
    return switch (outcome(stream, receiver, delivery)) {
      case ACCEPTED -> new Result(new Settled.Delivered(delivery), false);
      case UNAVAILABLE -> new Result(new Settled.Later(delivery, pause), true);
      case REFUSED -> {
        boolean givenUp = delivery.refusals() + 1 >= REFUSALS;
        LOG.log(
            System.Logger.Level.WARNING,
            "The receiver of stream {0} rejects the event {1}{2}",
            stream.id(),
            delivery.jti(),
            givenUp ? ", which is abandoned" : "");
        yield new Result(
            givenUp ? new Settled.GivenUp(delivery) : new Settled.Refused(delivery, pause), false);
      }
    };
  }

  // an internal error with one event must not stop the others
  private SecurityEventPush.Outcome outcome(
      SecurityEventStreams.Stream stream,
      SecurityEventStreams.Delivery.Push receiver,
      Delivery delivery) {
    try {
      return push.push(receiver, tokens.token(stream, delivery));
    } catch (RuntimeException fault) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The event " + delivery.jti() + " of stream " + stream.id() + " cannot be sent",
          fault);
      return SecurityEventPush.Outcome.UNAVAILABLE;
    }
  }

  /// The workers of the streams that are being served. Each one reports when it ends.
  private final class StreamWorkers {
    private final Set<UUID> running = new HashSet<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private volatile CompletableFuture<Boolean> signal = new CompletableFuture<>();

    void begin(Target target, BooleanSupplier stopping) {
      if (running.add(target.stream())) {
        senders.execute(() -> {
          RuntimeException failure =
              new IllegalStateException("A stream worker ended unexpectedly");
          try {
            drain(target, stopping);
            failure = null;
          } catch (RuntimeException fault) {
            failure = fault;
          } finally {
            boolean _ = ended.add(new Ended(target.stream(), failure));
            boolean _ = signal.complete(true);
          }
        });
      }
    }

    // returns after the poll interval at the latest, so that new events of other streams start
    void await() {
      if (running.isEmpty()) {
        return;
      }
      boolean _ =
          signal.completeOnTimeout(false, POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS).join();
      // replace the signal before the queue is read: a worker that completes the old one is queued
      signal = new CompletableFuture<>();
      for (Ended one = ended.poll(); one != null; one = ended.poll()) {
        boolean _ = running.remove(one.stream());
        if (one.failure() != null) {
          failures.add(one.failure());
        }
      }
    }

    void end() {
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
    }
  }

  /// A stream worker that ended.
  private record Ended(UUID stream, @Nullable RuntimeException failure) {}

  /// The result of one push.
  private record Result(Settled settled, boolean away) {}
}
