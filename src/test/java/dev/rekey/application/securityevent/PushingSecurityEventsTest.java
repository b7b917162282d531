package dev.rekey.application.securityevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.BackgroundWork.Progress;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Event;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemorySecurityEventDeliveries;
import dev.rekey.fake.InMemorySecurityEventStreams;
import dev.rekey.fake.InMemoryStore;
import dev.rekey.fake.RecordingSecurityEvents;
import dev.rekey.fake.stub.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How security events come to their receivers. A token here is `<receiver>/<customer>`.
class PushingSecurityEventsTest {
  private static final Set<SecurityEvents.Type> TYPES = Set.of(SecurityEvents.Type.SESSION_REVOKED);
  private static final String DESK = "desk.example";
  private static final String SHOP = "shop.example";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SecurityEventStreams streams = new InMemorySecurityEventStreams(store);
  private final SecurityEventDeliveries deliveries = new InMemorySecurityEventDeliveries(store);
  private final SecurityEvents events = new RecordingSecurityEvents(store);
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<URI> called = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private Function<String, SecurityEventPush.Outcome> receivers =
      _ -> SecurityEventPush.Outcome.ACCEPTED;

  private final PushSecurityEvents push = pushing(Executors.newVirtualThreadPerTaskExecutor());

  @Test
  void everythingThatWaitsIsPushed() {
    stream(DESK);
    stream(SHOP);
    happen(50);

    assertThat(push.push(() -> false)).isEqualTo(Progress.ENDED);

    assertThat(taken).hasSize(100).doesNotHaveDuplicates();
    assertThat(calls).hasValue(100);
  }

  @Test
  void aReceiverThatHangsKeepsNoOtherWaiting() throws InterruptedException {
    stream(DESK);
    stream(SHOP);
    happen(20);
    CountDownLatch release = new CountDownLatch(1);
    receivers =
        token -> {
          if (token.startsWith(DESK)) {
            await(release);
          }
          return SecurityEventPush.Outcome.ACCEPTED;
        };
    Thread pushing = Thread.ofVirtual().start(() -> push.push(() -> false));

    Awaitility.await().until(() -> of(SHOP) == 20);
    happen(1);
    Awaitility.await().until(() -> of(SHOP) == 21);

    assertThat(of(DESK)).isZero();
    release.countDown();
    pushing.join();
    assertThat(of(DESK)).isEqualTo(21);
  }

  @Test
  void aReceiverThatIsAwayIsAskedEverMoreSeldomAndThenGetsEverything() {
    stream(DESK);
    happen(100);
    receivers = _ -> SecurityEventPush.Outcome.UNAVAILABLE;
    push.push(() -> false);
    int first = calls.get();
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(1));
      push.push(() -> false);
    }
    assertThat(first).isEqualTo(PushSecurityEvents.AT_ONCE);
    assertThat(calls.get() - first).isBetween(3, 8);

    receivers = _ -> SecurityEventPush.Outcome.ACCEPTED;
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofMinutes(5));
      push.push(() -> false);
    }

    assertThat(taken).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void whatAReceiverRefusesIsGivenUpInTheEndAndTheOthersAreNot() {
    stream(DESK);
    happen(5);
    AtomicInteger refusals = new AtomicInteger();
    receivers =
        token -> {
          if (token.endsWith("/c-3")) {
            refusals.incrementAndGet();
            return SecurityEventPush.Outcome.REFUSED;
          }
          return SecurityEventPush.Outcome.ACCEPTED;
        };

    pushHourly(50);

    assertThat(taken).hasSize(4);
    assertThat(refusals).hasValue(PushSecurityEvents.REFUSALS);
  }

  @Test
  void whoWasAwayForHoursMayStillRefuseTwelveTimes() {
    stream(DESK);
    happen(1);
    receivers = _ -> SecurityEventPush.Outcome.UNAVAILABLE;
    pushHourly(20);
    assertThat(calls).hasValue(20);
    AtomicInteger refusals = new AtomicInteger();
    receivers =
        _ ->
            refusals.incrementAndGet() < PushSecurityEvents.REFUSALS
                ? SecurityEventPush.Outcome.REFUSED
                : SecurityEventPush.Outcome.ACCEPTED;

    pushHourly(20);

    assertThat(refusals).hasValue(PushSecurityEvents.REFUSALS);
    assertThat(taken).hasSize(1);
  }

  @Test
  void whatIsLeftWhenAReceiverMovesGoesToItsNewAddress() {
    UUID id = stream(DESK);
    happen(20);
    receivers =
        token -> {
          if (token.startsWith(DESK)) {
            assertThat(streams.change("owner", id, streamConfiguration(SHOP))).isPresent();
          }
          return SecurityEventPush.Outcome.ACCEPTED;
        };

    assertThat(push.push(() -> false)).isEqualTo(Progress.ENDED);

    assertThat(of(DESK)).isEqualTo(PushSecurityEvents.AT_ONCE);
    assertThat(of(SHOP)).isEqualTo(20 - PushSecurityEvents.AT_ONCE);
    assertThat(called)
        .filteredOn(URI.create("https://shop.example/")::equals)
        .hasSize(20 - PushSecurityEvents.AT_ONCE);
  }

  @Test
  void oneEventThatNeverGetsThroughDoesNotHoldUpItsStream() {
    stream(DESK);
    happen(1);
    receivers =
        token ->
            token.endsWith("/c-0")
                ? SecurityEventPush.Outcome.UNAVAILABLE
                : SecurityEventPush.Outcome.ACCEPTED;
    push.push(() -> false);
    for (int i = 1; i < 6; i++) {
      events.queue(new CustomerId("c-" + i), Actor.SYSTEM, TYPES);
      clock.advance(Duration.ofMinutes(10));
      push.push(() -> false);
    }
    clock.advance(Duration.ofMinutes(10));
    push.push(() -> false);

    assertThat(taken).hasSize(5);
  }

  @Test
  void whoIsToldToStopBeginsNothing() {
    stream(DESK);
    happen(50);
    AtomicBoolean stopping = new AtomicBoolean();
    receivers =
        _ -> {
          stopping.set(true);
          return SecurityEventPush.Outcome.ACCEPTED;
        };

    assertThat(push.push(stopping::get)).isEqualTo(Progress.AGAIN);

    assertThat(taken).hasSizeLessThanOrEqualTo(PushSecurityEvents.AT_ONCE);
    assertThat(push.push(() -> true)).isEqualTo(Progress.AGAIN);
    assertThat(taken).hasSizeLessThanOrEqualTo(PushSecurityEvents.AT_ONCE);
  }

  @Test
  void aFaultOfOursWithOneEventKeepsNoOtherFromComing() {
    stream(DESK);
    happen(20);
    receivers =
        token -> {
          if (token.endsWith("/c-3")) {
            throw new IllegalStateException("a fault");
          }
          return SecurityEventPush.Outcome.ACCEPTED;
        };

    push.push(() -> false);

    assertThat(taken).hasSize(19);
    receivers = _ -> SecurityEventPush.Outcome.ACCEPTED;
    clock.advance(Duration.ofMinutes(1));
    push.push(() -> false);
    assertThat(taken).hasSize(20);
  }

  @Test
  void whoPushesIsToldOfALaneThatFell() {
    stream(DESK);
    happen(1);
    AtomicInteger tasks = new AtomicInteger();
    Executor full =
        task -> {
          if (tasks.incrementAndGet() > 1) {
            throw new RejectedExecutionException("full");
          }
          Thread _ = Thread.startVirtualThread(task);
        };

    assertThatThrownBy(() -> pushing(full).push(() -> false)).hasMessage("full");
  }

  @Test
  void whoIsInterruptedDoesNotLeaveItsLanesAlone() throws InterruptedException {
    stream(DESK);
    happen(1);
    CountDownLatch release = new CountDownLatch(1);
    receivers =
        _ -> {
          await(release);
          return SecurityEventPush.Outcome.ACCEPTED;
        };
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    Thread pushing =
        Thread.ofVirtual()
            .start(() -> {
              push.push(() -> {
                looks.incrementAndGet();
                return false;
              });
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    Awaitility.await().until(() -> calls.get() == 1);

    pushing.interrupt();
    int before = looks.get();
    Awaitility.await().until(() -> looks.get() > before);
    assertThat(pushing.isAlive()).isTrue();
    release.countDown();
    pushing.join();

    assertThat(taken).hasSize(1);
    assertThat(interrupted).isTrue();
  }

  private long of(String receiver) {
    return taken.stream().filter(one -> one.startsWith(receiver)).count();
  }

  private PushSecurityEvents pushing(Executor senders) {
    return new PushSecurityEvents(
        deliveries, new Tokens(), new Receivers(), CoreFixture.OUTBOX_SETTINGS, senders);
  }

  private void pushHourly(int hours) {
    for (int i = 0; i < hours; i++) {
      assertThat(push.push(() -> false)).isEqualTo(Progress.ENDED);
      clock.advance(Duration.ofHours(1));
    }
  }

  private UUID stream(String receiver) {
    return streams.create("owner", streamConfiguration(receiver), 9).orElseThrow().id();
  }

  private static StreamConfiguration streamConfiguration(String receiver) {
    return new StreamConfiguration(
        receiver, null, TYPES, new Delivery.Push(URI.create("https://" + receiver + "/"), null));
  }

  private void happen(int customers) {
    for (int i = 0; i < customers; i++) {
      events.queue(new CustomerId("c-" + i), Actor.SYSTEM, TYPES);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tokens that a test can read.
  private static final class Tokens implements SecurityEventTokens {
    @Override
    public String token(
        SecurityEventStreams.Stream stream, SecurityEventDeliveries.Delivery delivery) {
      return stream.configuration().audience()
          + "/"
          + delivery.jti()
          + "/"
          + ((Event.Happened) delivery.event()).customer();
    }

    @Override
    public String keys() {
      return "{}";
    }
  }

  /// All receivers there are.
  private final class Receivers implements SecurityEventPush {
    @Override
    public boolean allows(URI endpoint) {
      return true;
    }

    @Override
    public Outcome push(Delivery.Push receiver, String token) {
      calls.incrementAndGet();
      called.add(receiver.endpoint());
      Outcome outcome = receivers.apply(token);
      if (outcome == Outcome.ACCEPTED) {
        taken.add(token);
      }
      return outcome;
    }
  }
}
