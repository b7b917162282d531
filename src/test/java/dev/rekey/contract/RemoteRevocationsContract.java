package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.revocation.RemoteRevocations.Due;
import dev.rekey.application.port.revocation.RemoteRevocations.Settled;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What [RemoteRevocations] promises.
public abstract class RemoteRevocationsContract extends Contract {
  private static final Actor ANNA =
      Actor.administrator("anna", ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1}));
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final String ERP = "erp";
  private static final String LOYALTY = "loyalty";

  @Test
  void eachStoreIsToldOnce() {
    maria();
    record(MARIA, Duration.ZERO, ERP, LOYALTY);

    Due erp = claim(ERP, 9).getFirst();
    assertThat(erp.customer()).isEqualTo(MARIA);
    assertThat(erp.origin()).isEqualTo(ANNA);
    assertThat(erp.attempts()).isEqualTo(1);
    assertThat(erp.acknowledged()).isFalse();
    assertThat(claim(ERP, 9)).isEmpty();
    assertThat(pending(MARIA)).containsExactlyInAnyOrder(ERP, LOYALTY);

    assertThat(settle(erp, new Settled.Acknowledged())).isTrue();
    ports().pass(LEASE.multipliedBy(9));

    assertThat(claim(ERP, 9)).isEmpty();
    assertThat(pending(MARIA)).containsExactly(LOYALTY);
    assertThat(claim(LOYALTY, 9)).hasSize(1);
  }

  @Test
  void whatIsNotSettledComesBackWhenItsLeaseEnds() {
    maria();
    record(MARIA, Duration.ZERO, ERP);
    Due first = claim(ERP, 9).getFirst();
    ports().pass(LEASE.minusSeconds(2));
    assertThat(claim(ERP, 9)).isEmpty();
    ports().pass(Duration.ofSeconds(3));

    Due second = claim(ERP, 9).getFirst();

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(settle(first, new Settled.Later(Duration.ofDays(1))))
        .as("who lost the claim can't put it off")
        .isFalse();
    assertThat(settle(second, new Settled.Acknowledged())).isTrue();
    assertThat(settle(second, new Settled.Acknowledged())).isFalse();
  }

  @Test
  void whatIsPutOffIsDueAfterThePause() {
    maria();
    record(MARIA, Duration.ZERO, ERP);
    assertThat(settle(claim(ERP, 9).getFirst(), new Settled.Later(LEASE))).isTrue();
    assertThat(claim(ERP, 9)).isEmpty();
    assertThat(pending(MARIA)).containsExactly(ERP);

    ports().pass(LEASE.plusSeconds(1));

    assertThat(claim(ERP, 9))
        .singleElement()
        .matches(due -> due.attempts() == 2 && !due.acknowledged());
  }

  @Test
  void aStoreThatIsToldTwiceIsNotPendingInBetween() {
    maria();
    record(MARIA, Duration.ZERO, ERP);
    assertThat(settle(claim(ERP, 9).getFirst(), new Settled.AcknowledgedFirst(LEASE))).isTrue();
    assertThat(pending(MARIA)).isEmpty();
    assertThat(claim(ERP, 9)).isEmpty();
    assertThat(claimOf(MARIA)).isEmpty();

    ports().pass(LEASE.plusSeconds(1));

    Due again = claim(ERP, 9).getFirst();
    assertThat(again.acknowledged()).isTrue();
    assertThat(pending(MARIA)).isEmpty();
    assertThat(settle(again, new Settled.Acknowledged())).isTrue();
    ports().pass(LEASE.plusSeconds(1));
    assertThat(claim(ERP, 9)).isEmpty();
  }

  @Test
  void whoeverRecordedItHasAHeadStart() {
    maria();
    put(SVEN, "sven@example.com");
    record(MARIA, LEASE, ERP, LOYALTY);
    record(SVEN, LEASE, ERP);
    assertThat(claim(ERP, 9)).isEmpty();

    List<Due> claimed = claimOf(MARIA);

    assertThat(claimed).extracting(Due::server).containsExactlyInAnyOrder(ERP, LOYALTY);
    assertThat(claimOf(MARIA)).isEmpty();
    ports().pass(LEASE.plusSeconds(1));
    assertThat(claim(ERP, 9)).extracting(Due::customer).containsExactlyInAnyOrder(MARIA, SVEN);
  }

  @Test
  void whoeverAsksAgainAlsoTellsWhatIsDueFromBefore() {
    maria();
    record(MARIA, Duration.ZERO, ERP);
    settle(claim(ERP, 9).getFirst(), new Settled.Later(LEASE));
    assertThat(claimOf(MARIA)).isEmpty();

    ports().pass(LEASE.plusSeconds(1));

    assertThat(claimOf(MARIA)).hasSize(1);
  }

  @Test
  void aSecondWishBeforeTheFirstIsSettledIsToldOnceMoreAndOnlyOnce() {
    maria();
    record(MARIA, Duration.ZERO, ERP);
    record(MARIA, Duration.ZERO, ERP);
    Due first = claim(ERP, 9).getFirst();
    assertThat(claim(ERP, 9)).as("one for both").isEmpty();

    record(MARIA, Duration.ZERO, ERP);

    assertThat(settle(first, new Settled.Acknowledged()))
        .as("it may have been told before the second wish")
        .isFalse();
    assertThat(pending(MARIA)).containsExactly(ERP);
    Due second = claim(ERP, 9).getFirst();
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(settle(second, new Settled.AcknowledgedFirst(LEASE))).isTrue();
    record(MARIA, Duration.ZERO, ERP);
    assertThat(claim(ERP, 9)).singleElement().matches(due -> !due.acknowledged());
  }

  @Test
  void noTwoWorkersHoldTheSame() {
    for (int i = 0; i < 40; i++) {
      CustomerId id = new CustomerId("c-" + i);
      put(id, "c-" + i + "@example.com");
      record(id, Duration.ZERO, ERP);
    }

    List<Long> claimed = new ArrayList<>();
    Race.<List<Due>>of(8, _ -> worker()).forEach(one -> one.forEach(due -> claimed.add(due.id())));

    assertThat(claimed).doesNotHaveDuplicates();
    claim(ERP, 100).forEach(due -> claimed.add(due.id()));
    assertThat(claimed).doesNotHaveDuplicates().hasSize(40);
  }

  @Test
  void nothingIsRecordedWithAUnitThatFails() {
    maria();
    assertThatThrownBy(() ->
            inUnit(() -> {
              ports().remoteRevocations().record(MARIA, ANNA, List.of(ERP), Duration.ZERO);
              throw new IllegalStateException("on purpose");
            }))
        .hasMessage("on purpose");

    assertThat(claim(ERP, 9)).isEmpty();
  }

  @Test
  void nobodyIsToldOfACustomerWhoWasErased() {
    maria();
    record(MARIA, Duration.ZERO, ERP, LOYALTY);
    Due erp = claim(ERP, 9).getFirst();

    inUnit(() -> assertThat(ports().customerRegistry().erase(MARIA)).isTrue());

    assertThat(settle(erp, new Settled.Acknowledged())).isFalse();
    assertThat(claim(LOYALTY, 9)).isEmpty();
    assertThat(pending(MARIA)).isEmpty();
  }

  @Test
  void onlyWhatIsSettledIsEverRemoved() {
    maria();
    for (int i = 0; i < 9; i++) {
      CustomerId id = new CustomerId("c-" + i);
      put(id, "c-" + i + "@example.com");
      record(id, Duration.ZERO, LOYALTY);
    }
    record(MARIA, Duration.ZERO, ERP);
    settle(claim(ERP, 9).getFirst(), new Settled.Acknowledged());
    ports().pass(Duration.ofDays(9));

    assertThat(
            unit(() ->
                ports()
                    .expiredData()
                    .remove(ExpiredData.Kind.REMOTE_REVOCATIONS, Duration.ofDays(8), 9)))
        .isEqualTo(1);

    assertThat(claim(LOYALTY, 99)).hasSize(9);
  }

  private Callable<List<Due>> worker() {
    return () -> claim(ERP, 5);
  }

  private void record(CustomerId customer, Duration initialDelay, String... stores) {
    inUnit(() -> ports().remoteRevocations().record(customer, ANNA, List.of(stores), initialDelay));
  }

  private List<Due> claim(String store, int most) {
    return unit(() -> ports().remoteRevocations().claim(store, most, LEASE));
  }

  private List<Due> claimOf(CustomerId customer) {
    return unit(() -> ports().remoteRevocations().claimOf(customer, LEASE));
  }

  private Set<String> pending(CustomerId customer) {
    return unit(() -> ports().remoteRevocations().pending(customer));
  }

  private boolean settle(Due due, Settled settled) {
    return unit(() -> ports().remoteRevocations().settle(due, settled));
  }
}
