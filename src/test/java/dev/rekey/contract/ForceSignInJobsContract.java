package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.customer.Customers.Position;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.revocation.ForceSignInJobs.Begun;
import dev.rekey.application.port.revocation.ForceSignInJobs.LookupProgress;
import dev.rekey.application.port.revocation.ForceSignInJobs.Running;
import dev.rekey.application.port.revocation.ForceSignInJobs.Step;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [ForceSignInJobs] promises.
public abstract class ForceSignInJobsContract extends Contract {
  private static final Actor ANNA =
      Actor.administrator("anna", ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1}));
  private static final Digest KEY = Digest.of("a key");
  private static final ForceSignInTarget THE_SHOP = new ForceSignInTarget.WholeStore(SHOP);
  private static final ForceSignInTarget BOTH = new ForceSignInTarget.Listed(Set.of(SVEN, MARIA));
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aListIsWalkedInTheOrderOfItsIdsWhetherTheyExistOrNot() {
    maria();
    UUID job = started(BOTH, null);

    assertThat(find(job).counted()).isEqualTo(2);
    assertThat(walk(job, 1)).containsExactly(MARIA, SVEN);
    assertThat(find(job).remaining()).isZero();
  }

  @Test
  void aStoreIsWalkedInTheOrderOfTheIdsOfItsOwnCustomers() {
    for (int i = 0; i < 5; i++) {
      put(new CustomerId("c-" + i), "c-" + i + "@example.com");
    }
    put(SVEN, profile(OUTLET, "sven@example.com", Customer.Status.ACTIVE));
    UUID job = started(THE_SHOP, null);

    assertThat(walk(job, 2))
        .extracting(CustomerId::value)
        .containsExactly("c-0", "c-1", "c-2", "c-3", "c-4");
    assertThat(find(job).store()).isEqualTo(SHOP);
  }

  @Test
  void aStoreIsCountedInSlices() {
    for (int i = 0; i < 5; i++) {
      put(new CustomerId("c-" + i), "c-" + i + "@example.com");
    }
    put(SVEN, profile(OUTLET, "sven@example.com", Customer.Status.ACTIVE));
    UUID job = started(THE_SHOP, null);
    assertThat(find(job).counted()).isZero();
    assertThat(find(job).remaining()).isEqualTo(1);

    List<Long> counted = new ArrayList<>();
    List<Boolean> known = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      inUnit(() -> jobs().count(job, 2));
      counted.add(find(job).counted());
      known.add(unit(() -> jobs().lock(job)).orElseThrow().counted());
    }

    assertThat(counted).containsExactly(2L, 4L, 5L, 5L);
    assertThat(known).containsExactly(false, false, true, true);
    assertThat(find(job).remaining()).isEqualTo(5);
  }

  @Test
  void howFarAStoreWasLookedUpIsKept() {
    UUID job = started(THE_SHOP, null);
    Position place = new Position(MARIA, 150);

    LookupProgress before = lookupProgress(job);
    inUnit(() -> jobs().lookedUp(job, place));
    LookupProgress halfWay = lookupProgress(job);
    inUnit(() -> jobs().lookedUp(job, null));

    assertThat(before).isEqualTo(LookupProgress.BEGINNING);
    assertThat(halfWay).isEqualTo(new LookupProgress(place, false));
    assertThat(lookupProgress(job)).isEqualTo(LookupProgress.END);
  }

  @Test
  void whoStartedItIsKept() {
    UUID job = started(BOTH, null);

    assertThat(unit(() -> jobs().lock(job)).orElseThrow().origin()).isEqualTo(ANNA);
  }

  @Test
  void whatWasDoneAddsUpAndTheEndIsAnEnd() {
    UUID job = started(BOTH, null);

    inUnit(() -> {
      jobs().lock(job);
      jobs().advance(job, new Step(MARIA, 1, 3, List.of(), false));
    });
    ForceSignInProgress halfWay = find(job);
    inUnit(() -> {
      jobs().lock(job);
      jobs().advance(job, new Step(SVEN, 0, 0, List.of(SVEN), true));
    });

    assertThat(halfWay.remaining()).isEqualTo(1);
    assertThat(halfWay.finishedAt()).isNull();
    ForceSignInProgress end = find(job);
    assertThat(end.processed()).isEqualTo(1);
    assertThat(end.revoked()).isEqualTo(3);
    assertThat(end.failed()).isEqualTo(1);
    assertThat(end.failedCustomers()).containsExactly(SVEN);
    assertThat(end.remaining()).isZero();
    assertThat(present(end.finishedAt())).isAfterOrEqualTo(end.startedAt());
    assertThat(unit(() -> jobs().lock(job))).isEmpty();
    assertThat(unit(() -> jobs().unfinished(9))).isEmpty();
    assertThatThrownBy(
            () -> inUnit(() -> jobs().advance(job, new Step(null, 1, 1, List.of(), true))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStepThatFallsMovesNothing() {
    UUID job = started(BOTH, null);

    assertThatThrownBy(() ->
            inUnit(() -> {
              jobs().lock(job);
              jobs().advance(job, new Step(MARIA, 1, 3, List.of(MARIA), false));
              throw new IllegalStateException("killed");
            }))
        .hasMessage("killed");

    assertThat(find(job).processed()).isZero();
    assertThat(find(job).failedCustomers()).isEmpty();
    assertThat(walk(job, 9)).containsExactly(MARIA, SVEN);
  }

  @Test
  void customersOfAStoreThatFailedAreNamedTooButNoMoreThanWanted() {
    UUID job = started(THE_SHOP, null);

    inUnit(() -> {
      jobs().lock(job);
      jobs().advance(job, new Step(SVEN, 0, 0, List.of(SVEN, MARIA), true));
    });

    assertThat(find(job).failedCustomers()).containsExactly(MARIA, SVEN);
    assertThat(unit(() -> jobs().find(job, 1)).orElseThrow().failedCustomers())
        .containsExactly(MARIA);
  }

  @Test
  void theSameKeyFindsTheSameJobAndAnotherMeaningIsRefused() {
    UUID job = started(BOTH, KEY);

    assertThat(begin(new ForceSignInTarget.Listed(Set.of(MARIA, SVEN)), KEY))
        .isEqualTo(new Begun.Repeated(job));
    assertThat(begin(new ForceSignInTarget.Listed(Set.of(MARIA)), KEY))
        .isInstanceOf(Begun.KeyReused.class);
    assertThat(begin(THE_SHOP, KEY)).isInstanceOf(Begun.KeyReused.class);
    assertThat(begin(BOTH, Digest.of("another key"))).isInstanceOf(Begun.Started.class);
    assertThat(begin(BOTH, null)).isInstanceOf(Begun.Started.class);
    assertThat(begin(BOTH, null)).isInstanceOf(Begun.Started.class);
  }

  @Test
  void ofManyWithOneKeyAtOnceExactlyOneStartsAJob() {
    List<Begun> begun =
        Race.of(12, lane -> (Callable<Begun>) () -> begin(lane % 2 == 0 ? BOTH : THE_SHOP, KEY));

    List<Begun> started = begun.stream().filter(Begun.Started.class::isInstance).toList();
    assertThat(started).hasSize(1);
    UUID job = ((Begun.Started) started.getFirst()).id();
    assertThat(begun).filteredOn(new Begun.Repeated(job)::equals).hasSize(5);
    assertThat(begun).filteredOn(Begun.KeyReused.class::isInstance).hasSize(6);
    assertThat(unit(() -> jobs().unfinished(9))).containsExactly(job);
  }

  @Test
  void ofManyWhoMoveOneJobNobodyMissesACustomerOrTakesOneTwice() {
    for (int i = 0; i < 40; i++) {
      put(new CustomerId("c-" + (10 + i)), "c-" + i + "@example.com");
    }
    UUID job = started(THE_SHOP, null);

    List<List<CustomerId>> taken =
        Race.of(4, lane -> (Callable<List<CustomerId>>) () -> walk(job, 3));

    assertThat(taken.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
    assertThat(find(job).processed()).isEqualTo(40);
  }

  @Test
  void jobsAreFoundOldestFirstUntilTheyHaveFinished() {
    UUID first = started(BOTH, null);
    UUID second = started(THE_SHOP, null);

    assertThat(unit(() -> jobs().unfinished(9))).containsExactly(first, second);
    assertThat(unit(() -> jobs().unfinished(1))).containsExactly(first);
    walk(first, 9);
    assertThat(unit(() -> jobs().unfinished(9))).containsExactly(second);
  }

  @Test
  void aJobThatNobodyStartedIsNotFound() {
    UUID nobodys = new UUID(1, 2);

    assertThat(unit(() -> jobs().find(nobodys, 9))).isEmpty();
    assertThat(unit(() -> jobs().lock(nobodys))).isEmpty();
  }

  @Test
  void aFinishedJobIsRemovedAfterItsTimeWithItsListAndFreesItsKey() {
    UUID open = started(THE_SHOP, null);
    UUID job = started(BOTH, KEY);
    walk(job, 9);
    ports().pass(DAY);
    assertThat(remove(DAY.plusHours(1))).isZero();

    ports().pass(DAY);

    assertThat(remove(DAY)).isEqualTo(1);
    assertThat(unit(() -> jobs().find(job, 9))).isEmpty();
    assertThat(unit(() -> jobs().find(open, 9))).isPresent();
    assertThat(begin(THE_SHOP, KEY)).isInstanceOf(Begun.Started.class);
  }

  private int remove(Duration keep) {
    return unit(() -> ports().expiredData().remove(ExpiredData.Kind.FORCE_SIGN_INS, keep, 100));
  }

  private LookupProgress lookupProgress(UUID job) {
    return unit(() -> jobs().lock(job)).orElseThrow().lookUp();
  }

  private ForceSignInJobs jobs() {
    return ports().forceSignInJobs();
  }

  private ForceSignInProgress find(UUID job) {
    return unit(() -> jobs().find(job, 9)).orElseThrow();
  }

  private Begun begin(ForceSignInTarget target, @Nullable Digest key) {
    return unit(() -> jobs().begin(target, ANNA, key));
  }

  private UUID started(ForceSignInTarget target, @Nullable Digest key) {
    if (begin(target, key) instanceof Begun.Started(UUID id)) {
      return id;
    }
    throw new AssertionError("Not started");
  }

  /// Moves the job to its end, and answers whom it met on the way.
  private List<CustomerId> walk(UUID job, int most) {
    List<CustomerId> met = new ArrayList<>();
    boolean goesOn = true;
    while (goesOn) {
      List<CustomerId> next =
          unit(() -> {
            Running running = jobs().lock(job).orElse(null);
            if (running == null) {
              return List.of();
            }
            List<CustomerId> some = jobs().next(running, most);
            CustomerId last = some.isEmpty() ? null : some.getLast();
            jobs().advance(job, new Step(last, some.size(), 0, List.of(), some.isEmpty()));
            return some;
          });
      met.addAll(next);
      goesOn = !next.isEmpty();
    }
    return met;
  }
}
