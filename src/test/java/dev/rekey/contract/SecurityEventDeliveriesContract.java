package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Claim;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Event;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Settled;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Target;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.port.securityevent.SecurityEvents.Type;
import dev.rekey.domain.Actor;
import dev.rekey.domain.SecretText;
import dev.rekey.domain.customer.CustomerId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What [SecurityEventDeliveries] promises.
public abstract class SecurityEventDeliveriesContract extends Contract {
  private static final dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery
      ELSEWHERE =
          new dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery.Push(
              URI.create("https://elsewhere.example/"), new SecretText("Bearer sesame"));
  private static final String OWNER = "fraud-desk";
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Actor ANNA = Actor.administrator("anna", null);
  private static final Set<Type> ALL = EnumSet.allOf(Type.class);

  @Test
  void theEventsOfOneChangeReachEveryStreamThatWantsThemWithOneTransaction() {
    maria();
    UUID both = pushed(ALL);
    UUID one = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);

    List<Event.Happened> toBoth = happened(claim(both, 9));
    List<Event.Happened> toOne = happened(claim(one, 9));

    assertThat(toBoth).extracting(Event.Happened::type).containsExactlyInAnyOrder(Type.values());
    assertThat(toOne).extracting(Event.Happened::type).containsExactly(Type.SESSION_REVOKED);
    toBoth.addAll(toOne);
    assertThat(toBoth.stream().map(Event.Happened::txn).distinct()).hasSize(1);
    assertThat(toBoth)
        .allSatisfy(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.email()).isEqualTo(email("maria@example.com"));
          assertThat(event.initiator()).isEqualTo(SecurityEvents.Initiator.ADMIN);
        });
  }

  @Test
  void aCustomerWhoIsErasedIsToldOfAllTheSame() {
    UUID stream = pushed(ALL);
    queue(MARIA, Set.of(Type.SESSION_REVOKED));

    assertThat(happened(claim(stream, 9)))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.email()).isNull();
        });
  }

  @Test
  void aChangeThatIsUndoneIsToldToNobody() {
    UUID stream = pushed(ALL);

    assertThatThrownBy(() ->
            inUnit(() -> {
              ports().securityEvents().queue(MARIA, ANNA, ALL);
              throw new IllegalStateException("undone");
            }))
        .hasMessage("undone");

    assertThat(claim(stream, 9)).isEmpty();
    assertThat(due()).isEmpty();
  }

  @Test
  void aStreamHasNoEventOfTheTimeBeforeItWasCreatedOrWhileItWasDisabled() {
    queue(MARIA, ALL);
    UUID stream = pushed(ALL);
    set(stream, Status.DISABLED);
    queue(MARIA, ALL);
    set(stream, Status.ENABLED);
    queue(SVEN, ALL);

    assertThat(happened(claim(stream, 9)))
        .hasSize(2)
        .extracting(Event.Happened::customer)
        .containsOnly(SVEN);
  }

  @Test
  void streamsAreFoundWhileSomethingOfTheirsIsDue() {
    UUID stream = pushed(ALL);
    polled();
    assertThat(due()).isEmpty();

    queue(MARIA, ALL);

    assertThat(due()).extracting(Target::stream).containsExactly(stream);
    set(stream, Status.PAUSED);
    assertThat(due()).isEmpty();
    set(stream, Status.ENABLED);
    claim(stream, 9);
    assertThat(due()).isEmpty();
  }

  @Test
  void aStreamRestsAndItIsKnownHowOften() {
    UUID stream = pushed(ALL);
    queue(MARIA, ALL);

    rest(stream, LEASE);
    assertThat(due()).isEmpty();
    ports().pass(LEASE);
    assertThat(due()).extracting(Target::failures).containsExactly(1);
    rest(stream, LEASE);
    ports().pass(LEASE);
    assertThat(due()).extracting(Target::failures).containsExactly(2);
    rest(stream, Duration.ZERO);
    assertThat(due()).extracting(Target::failures).containsExactly(0);
  }

  /// The change may fix what made deliveries fail. An equal configuration counts too.
  @Test
  void aChangedStreamIsDueAtOnce() {
    UUID stream = pushed(ALL);
    queue(MARIA, ALL);
    List<Runnable> changes =
        List.of(
            () -> change(stream, ELSEWHERE),
            () -> change(stream, ELSEWHERE),
            () -> set(stream, Status.ENABLED));

    for (Runnable change : changes) {
      rest(stream, LEASE);
      assertThat(due()).isEmpty();

      change.run();

      assertThat(due()).extracting(Target::stream).containsExactly(stream);
    }
  }

  @Test
  void claimsOfSeveralWorkersNeverOverlap() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    for (int i = 0; i < 60; i++) {
      queue(new CustomerId("c-" + i), ALL);
    }

    List<List<Delivery>> claims =
        Race.of(
            6,
            _ ->
                (Callable<List<Delivery>>)
                    () -> {
                      List<Delivery> mine = new ArrayList<>();
                      for (int i = 0; i < 20; i++) {
                        mine.addAll(claim(stream, 4));
                      }
                      return mine;
                    });

    assertThat(claims.stream().flatMap(List::stream).map(Delivery::jti))
        .hasSize(60)
        .doesNotHaveDuplicates();
  }

  @Test
  void aClaimThatIsNotSettledComesBackWithTheSameName() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    Delivery first = claim(stream, 9).getFirst();
    assertThat(claim(stream, 9)).isEmpty();

    ports().pass(LEASE);

    Delivery second = claim(stream, 9).getFirst();
    assertThat(second.jti()).isEqualTo(first.jti());
    assertThat(second.event())
        .usingRecursiveComparison()
        .ignoringFields("at")
        .isEqualTo(first.event());
    assertThat(second.attempts()).isEqualTo(2);
  }

  @Test
  void whatIsDueLongestIsClaimedFirst() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    Delivery failed = claim(stream, 9).getFirst();
    queue(SVEN, ALL);
    settle(stream, new Settled.Later(failed, Duration.ofSeconds(5)));
    ports().pass(LEASE);

    assertThat(happened(claim(stream, 1)))
        .extracting(Event.Happened::customer)
        .containsExactly(SVEN);
  }

  @Test
  void whatIsSettledIsSettled() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    for (int i = 0; i < 3; i++) {
      queue(MARIA, ALL);
    }
    List<Delivery> claimed = claim(stream, 9);
    settle(
        stream,
        new Settled.Delivered(claimed.get(0)),
        new Settled.GivenUp(claimed.get(1)),
        new Settled.Later(claimed.get(2), LEASE.multipliedBy(2)));
    ports().pass(LEASE);
    assertThat(claim(stream, 9)).isEmpty();

    ports().pass(LEASE);

    assertThat(claim(stream, 9)).extracting(Delivery::jti).containsExactly(claimed.get(2).jti());
    ports().pass(DAY);
    assertThat(claim(stream, 9)).extracting(Delivery::jti).containsExactly(claimed.get(2).jti());
  }

  @Test
  void whoLostAClaimCannotMoveTheEndOfTheNextOne() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    Delivery lost = claim(stream, 9).getFirst();
    ports().pass(LEASE);
    Delivery held = claim(stream, 9).getFirst();

    settle(stream, new Settled.Later(lost, Duration.ZERO));

    assertThat(claim(stream, 9)).isEmpty();
    settle(stream, new Settled.Delivered(held));
    settle(stream, new Settled.Later(held, Duration.ZERO));
    ports().pass(DAY);
    assertThat(claim(stream, 9)).isEmpty();
  }

  @Test
  void onlyARefusalCountsAsOne() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    Delivery lost = claim(stream, 9).getFirst();
    ports().pass(LEASE);
    Delivery first = claim(stream, 9).getFirst();
    settle(stream, new Settled.Refused(lost, Duration.ZERO));
    assertThat(claim(stream, 9)).isEmpty();

    settle(stream, new Settled.Later(first, Duration.ZERO));
    Delivery second = claim(stream, 9).getFirst();
    settle(stream, new Settled.Refused(second, LEASE));

    assertThat(claim(stream, 9)).isEmpty();
    ports().pass(LEASE);
    Delivery third = claim(stream, 9).getFirst();
    assertThat(List.of(lost, first, second, third))
        .extracting(Delivery::refusals)
        .containsExactly(0, 0, 0, 1);
    assertThat(third.attempts()).isEqualTo(4);
  }

  @Test
  void nothingIsClaimedOfAStreamThatIsPausedOrGoesElsewhere() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    set(stream, Status.PAUSED);
    assertThat(held(stream, 9)).isEmpty();
    set(stream, Status.DISABLED);
    assertThat(held(stream, 9)).isEmpty();
    set(stream, Status.ENABLED);
    change(
        stream, new dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery.Poll());
    assertThat(held(stream, 9)).isEmpty();
    assertThat(waiting(stream, 9)).hasSize(1);
    assertThat(held(new UUID(1, 2), 9)).isEmpty();
  }

  @Test
  void whatIsClaimedGoesWhereItsStreamSaysAtThatMoment() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    queue(SVEN, ALL);
    assertThat(claim(stream, 1)).hasSize(1);
    StreamConfiguration elsewhere = change(stream, ELSEWHERE);

    Claim claim = held(stream, 9).orElseThrow();

    assertThat(claim.deliveries()).hasSize(1);
    assertThat(claim.stream().configuration()).isEqualTo(elsewhere);
  }

  @Test
  void oneStreamSettlesNothingOfAnother() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    UUID other = polled();
    queue(MARIA, Set.of(Type.SESSION_REVOKED));
    UUID jti = ports().securityEventDeliveries().waiting(other, 9).getFirst().jti();

    assertThat(unit(() -> ports().securityEventDeliveries().acknowledge(stream, Set.of(jti))))
        .isEmpty();

    assertThat(waiting(other, 9)).extracting(Delivery::jti).containsExactly(jti);
  }

  @Test
  void whatWaitsForWhoPollsIsOldestFirstAndStaysUntilItIsAcknowledged() {
    UUID stream = polled();
    queue(MARIA, Set.of(Type.SESSION_REVOKED));
    queue(SVEN, Set.of(Type.SESSION_REVOKED));

    assertThat(happened(waiting(stream, 1)))
        .extracting(Event.Happened::customer)
        .containsExactly(MARIA);
    List<Delivery> both = waiting(stream, 9);
    assertThat(both).hasSize(2);
    UUID first = both.getFirst().jti();
    assertThat(
            unit(() ->
                ports()
                    .securityEventDeliveries()
                    .acknowledge(stream, Set.of(first, new UUID(1, 2)))))
        .containsExactly(first);
    assertThat(happened(waiting(stream, 9)))
        .extracting(Event.Happened::customer)
        .containsExactly(SVEN);
    set(stream, Status.PAUSED);
    assertThat(waiting(stream, 9)).isEmpty();
  }

  @Test
  void aVerificationIsAnEventAmongTheOthers() {
    UUID stream = pushed(Set.of());
    inUnit(() -> ports().securityEventStreams().verify(OWNER, stream, "state", LEASE));

    assertThat(claim(stream, 9))
        .extracting(Delivery::event)
        .containsExactly(new Event.Verification("state"));
  }

  @Test
  void nothingIsLostWhileEventsAreQueuedAndClaimedAtOnce() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    List<List<UUID>> lanes =
        Race.of(
            6,
            lane ->
                (Callable<List<UUID>>)
                    () -> {
                      List<UUID> mine = new ArrayList<>();
                      for (int i = 0; i < 25; i++) {
                        if (lane % 2 == 0) {
                          queue(MARIA, ALL);
                        } else {
                          claim(stream, 3).forEach(one -> mine.add(one.jti()));
                        }
                      }
                      return mine;
                    });
    List<UUID> claimed = new ArrayList<>(lanes.stream().flatMap(List::stream).toList());
    for (List<Delivery> more = claim(stream, 9); !more.isEmpty(); more = claim(stream, 9)) {
      more.forEach(one -> claimed.add(one.jti()));
    }

    assertThat(claimed).hasSize(75);
    assertThat(new HashSet<>(claimed)).hasSize(75);
  }

  @Test
  void whatNobodyTookIsRemovedAfterItsTime() {
    UUID stream = pushed(Set.of(Type.SESSION_REVOKED));
    queue(MARIA, ALL);
    ports().pass(DAY);
    queue(SVEN, ALL);

    assertThat(
            unit(() ->
                ports()
                    .expiredData()
                    .remove(ExpiredData.Kind.SECURITY_EVENT_DELIVERIES, DAY.minusHours(1), 9)))
        .isEqualTo(1);

    assertThat(happened(claim(stream, 9)))
        .extracting(Event.Happened::customer)
        .containsExactly(SVEN);
  }

  private UUID pushed(Set<Type> types) {
    return create(
        types,
        new dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery.Push(
            URI.create("https://receiver.example/"), null));
  }

  private UUID polled() {
    return create(
        ALL, new dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery.Poll());
  }

  private UUID create(
      Set<Type> types,
      dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery delivery) {
    StreamConfiguration streamConfiguration = new StreamConfiguration("aud", null, types, delivery);
    return unit(() -> ports().securityEventStreams().create(OWNER, streamConfiguration, 9))
        .orElseThrow()
        .id();
  }

  private StreamConfiguration change(
      UUID stream,
      dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery delivery) {
    StreamConfiguration streamConfiguration =
        new StreamConfiguration("another", null, ALL, delivery);
    return unit(() -> ports().securityEventStreams().change(OWNER, stream, streamConfiguration))
        .orElseThrow()
        .configuration();
  }

  private void set(UUID stream, Status status) {
    inUnit(() -> ports().securityEventStreams().set(OWNER, stream, status, null));
  }

  private void queue(CustomerId customer, Set<Type> types) {
    inUnit(() -> ports().securityEvents().queue(customer, ANNA, types));
  }

  private List<Target> due() {
    return ports().securityEventDeliveries().due(9);
  }

  private List<Delivery> claim(UUID stream, int most) {
    return held(stream, most).map(Claim::deliveries).orElse(List.of());
  }

  private Optional<Claim> held(UUID stream, int most) {
    return ports().securityEventDeliveries().claim(stream, most, LEASE);
  }

  private List<Delivery> waiting(UUID stream, int most) {
    return ports().securityEventDeliveries().waiting(stream, most);
  }

  private void settle(UUID stream, Settled... settled) {
    ports().securityEventDeliveries().settle(stream, List.of(settled));
  }

  private void rest(UUID stream, Duration pause) {
    ports().securityEventDeliveries().rest(stream, pause);
  }

  private static List<Event.Happened> happened(List<Delivery> deliveries) {
    List<Event.Happened> happened = new ArrayList<>();
    deliveries.forEach(one -> happened.add((Event.Happened) one.event()));
    return happened;
  }
}
