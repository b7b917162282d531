package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.reset.ResetOutbox.Due;
import dev.rekey.application.port.reset.ResetOutbox.Settled;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What [ResetOutbox] promises.
public abstract class ResetOutboxContract extends Contract {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final RequestLimit NONE = new RequestLimit(0, Duration.ZERO);
  private static final ResetLimits UNLIMITED = new ResetLimits(Protection.NONE, NONE, NONE, NONE);

  @Test
  void aRecordedRequestIsClaimedAsItWasMade() {
    ResetRequest visitor =
        ResetRequest.ByVisitor.of(
            OUTLET,
            email("maria@example.com"),
            Actor.customer(ClientAddress.of(new byte[] {1, 2, 3, 4})));
    ResetRequest administrator =
        new ResetRequest.ByAdministrator(MARIA, Actor.administrator("admin-1", null));
    record(visitor);
    record(administrator);

    List<Due> due = claim(9);

    assertThat(due).extracting(Due::request).containsExactlyInAnyOrder(visitor, administrator);
    assertThat(due).extracting(Due::attempts).containsOnly(1);
  }

  @Test
  void aRequestThatIsRecordedWithOtherThingsIsDueWithThem() {
    ResetRequest.AfterDispute request =
        new ResetRequest.AfterDispute(
            MARIA, Actor.customer(ClientAddress.of(new byte[] {1, 2, 3, 4})));
    assertThatThrownBy(() ->
            inUnit(() -> {
              ports().resetOutbox().record(request);
              throw new IllegalStateException("nothing of it");
            }))
        .hasMessage("nothing of it");
    assertThat(claim(9)).isEmpty();

    inUnit(() -> ports().resetOutbox().record(request));

    assertThat(claim(9))
        .singleElement()
        .satisfies(due -> assertThat(due.request()).isEqualTo(request));
  }

  @Test
  void whoClaimsGetsNoMoreThanWanted() {
    record(5);

    assertThat(claim(2)).hasSize(2);
    assertThat(claim(9)).hasSize(3);
    assertThat(claim(9)).isEmpty();
  }

  @Test
  void claimsOfSeveralWorkersNeverOverlap() {
    record(60);

    List<List<Due>> claims =
        Race.of(
            6,
            _ ->
                () -> {
                  List<Due> mine = new ArrayList<>();
                  for (int i = 0; i < 20; i++) {
                    mine.addAll(claim(4));
                  }
                  return mine;
                });

    List<Long> all = claims.stream().flatMap(List::stream).map(Due::id).toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(60);
  }

  @Test
  void aClaimComesBackWhenItsLeaseEnds() {
    record(1);
    Due first = claim(9).getFirst();
    ports().pass(LEASE.minusSeconds(20));
    assertThat(claim(9)).isEmpty();

    ports().pass(Duration.ofSeconds(20));

    Due second = claim(9).getFirst();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.attempts()).isEqualTo(2);
  }

  @Test
  void whatIsDoneNeverComesBack() {
    List<ResetOutbox.Outcome> outcomes = List.of(ResetOutbox.Outcome.values());
    record(outcomes.size());
    List<Due> due = claim(9);
    List<Settled> done = new ArrayList<>();
    for (int i = 0; i < due.size(); i++) {
      done.add(new Settled.Done(due.get(i), outcomes.get(i)));
    }

    settle(done);
    ports().pass(Duration.ofDays(1));

    assertThat(claim(9)).isEmpty();
  }

  @Test
  void whatIsForLaterComesBackAfterItsPause() {
    record(2);
    List<Due> due = claim(9);
    settle(
        List.of(
            new Settled.Later(due.getFirst(), Duration.ZERO),
            new Settled.Later(due.getLast(), Duration.ofMinutes(3))));

    assertThat(claim(9)).extracting(Due::id).containsExactly(due.getFirst().id());
    ports().pass(Duration.ofMinutes(3));

    assertThat(claim(9)).extracting(Due::id).contains(due.getLast().id());
  }

  @Test
  void whatIsOnTheAuditTrailOnceIsKnownToBeAtEveryLaterClaim() {
    record(1);
    Due first = claim(9).getFirst();
    settle(List.of(new Settled.Postponed(first, Duration.ZERO)));
    Due second = claim(9).getFirst();
    settle(List.of(new Settled.Later(second, Duration.ZERO)));

    assertThat(first.audited()).isFalse();
    assertThat(second.audited()).isTrue();
    assertThat(claim(9).getFirst().audited()).isTrue();
  }

  @Test
  void itIsKnownHowOftenAMailMayHaveBeenTaken() {
    record(1);
    settle(List.of(new Settled.Unknown(claim(9).getFirst(), Duration.ZERO)));
    Due second = claim(9).getFirst();
    settle(List.of(new Settled.Later(second, Duration.ZERO)));

    assertThat(second.unclear()).isEqualTo(1);
    assertThat(claim(9))
        .singleElement()
        .satisfies(due -> {
          assertThat(due.unclear()).isEqualTo(1);
          assertThat(due.attempts()).isEqualTo(3);
        });
  }

  @Test
  void aClaimTellsItsTimeByTheClockOfTheRequest() {
    record(1);
    Due first = claim(9).getFirst();

    assertThat(first.claimedAt()).isBetween(first.requestedAt(), first.requestedAt().plus(LEASE));
  }

  @Test
  void whatIsSettledTwiceIsNewsOnce() {
    record(2);
    List<Due> due = claim(9);
    Due first = due.getFirst();
    Due second = due.getLast();
    Settled done = new Settled.Done(first, ResetOutbox.Outcome.MAILED);

    assertThat(settle(List.of(done, new Settled.Later(second, Duration.ZERO))))
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(settle(List.of(done))).isEmpty();
    assertThat(settle(List.of(new Settled.Unknown(first, Duration.ZERO)))).isEmpty();
  }

  @Test
  void whatIsDoneStaysDoneWhateverASlowWorkerSaysAfterwards() {
    record(1);
    Due claimed = claim(9).getFirst();
    settle(List.of(new Settled.Done(claimed, ResetOutbox.Outcome.MAILED)));

    settle(List.of(new Settled.Later(claimed, Duration.ZERO)));

    assertThat(claim(9)).isEmpty();
  }

  @Test
  void whoLostAClaimCannotMoveTheEndOfTheNextOne() {
    record(1);
    Due lost = claim(9).getFirst();
    ports().pass(LEASE);
    Due held = claim(9).getFirst();

    assertThat(settle(List.of(new Settled.Later(lost, Duration.ZERO)))).isEmpty();
    assertThat(settle(List.of(new Settled.Postponed(lost, Duration.ZERO)))).isEmpty();
    assertThat(settle(List.of(new Settled.Unknown(lost, Duration.ZERO)))).isEmpty();

    assertThat(claim(9)).isEmpty();
    assertThat(settle(List.of(new Settled.Later(held, Duration.ZERO)))).containsExactly(held.id());
  }

  @Test
  void thatTheMailWentOutCountsFromWhoLostTheClaimToo() {
    record(1);
    Due lost = claim(9).getFirst();
    ports().pass(LEASE);
    Due held = claim(9).getFirst();

    assertThat(settle(List.of(new Settled.Done(lost, ResetOutbox.Outcome.MAILED))))
        .containsExactly(lost.id());

    assertThat(settle(List.of(new Settled.Later(held, Duration.ZERO)))).isEmpty();
    assertThat(claim(9)).isEmpty();
  }

  @Test
  void aSettlingThatIsUndoneLeavesTheClaimToItsLease() {
    record(1);
    Due claimed = claim(9).getFirst();
    try {
      inUnit(() -> {
        ports()
            .resetOutbox()
            .settle(List.of(new Settled.Done(claimed, ResetOutbox.Outcome.MAILED)));
        throw new IllegalStateException("the events could not be stored");
      });
    } catch (IllegalStateException undone) {
      assertThat(undone).hasMessage("the events could not be stored");
    }

    ports().pass(LEASE);

    assertThat(claim(9)).extracting(Due::id).containsExactly(claimed.id());
  }

  @Test
  void settlingNothingIsNoWork() {
    settle(List.of());

    assertThat(claim(9)).isEmpty();
  }

  @Test
  void nothingIsLostWhileRequestsAreRecordedAndClaimedAtOnce() {
    int each = 25;
    Set<Long> claimed = new HashSet<>();

    List<List<Long>> lanes =
        Race.of(
            6,
            lane ->
                () -> {
                  List<Long> mine = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    if (lane % 2 == 0) {
                      record(1);
                    } else {
                      claim(3).forEach(due -> mine.add(due.id()));
                    }
                  }
                  return mine;
                });
    lanes.forEach(claimed::addAll);
    claim(1_000).forEach(due -> claimed.add(due.id()));

    assertThat(claimed).hasSize(3 * each);
  }

  @Test
  void whoWaitsIsWokenByARequest() {
    CompletableFuture<Boolean> woken =
        CompletableFuture.supplyAsync(() -> {
          try {
            ports().resetOutbox().await(Duration.ofSeconds(30));
            return true;
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
          }
        });

    record(1);

    await().atMost(Duration.ofSeconds(30)).until(woken::isDone);
    assertThat(woken).isCompletedWithValue(true);
  }

  private void record(ResetRequest request) {
    ports().resetIntake().submit(request, UNLIMITED).toCompletableFuture().join();
  }

  private void record(int requests) {
    for (int i = 0; i < requests; i++) {
      record(
          new ResetRequest.ByAdministrator(
              new CustomerId("c-" + i), Actor.administrator("admin-1", null)));
    }
  }

  private List<Due> claim(int most) {
    return ports().resetOutbox().claim(most, LEASE);
  }

  private Set<Long> settle(List<Settled> settled) {
    return unit(() -> ports().resetOutbox().settle(settled));
  }
}
