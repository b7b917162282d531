package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.audit.AuditEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [AuditTrail] promises.
public abstract class AuditTrailContract extends Contract {
  private static final Instant LONG_AGO = Instant.parse("2020-02-29T12:30:45.123456Z");

  @Test
  void anEventIsKeptAsItWasRecorded() {
    ClientAddress from =
        ClientAddress.of(
            new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    AuditEvent event =
        AuditEvent.passwordChanged(
                MARIA, Actor.administrator("admin-1", from), AuditEvent.ChangeMethod.PROVISIONING)
            .counting(3)
            .where("crm")
            .ofStream(new UUID(1, 2))
            .at(LONG_AGO);

    record(event);

    assertThat(page(null, 9)).extracting(AuditTrail.Stored::event).containsExactly(event);
  }

  @Test
  void everySortOfEventCanBeKept() {
    List<AuditEvent> events = new ArrayList<>();
    for (AuditEvent.Type type : AuditEvent.Type.values()) {
      events.add(AuditEvent.of(type, MARIA, Actor.SYSTEM).at(LONG_AGO));
      events.add(AuditEvent.failed(type, MARIA, Actor.client("erp", null)).at(LONG_AGO));
    }
    for (AuditEvent.ChangeMethod changeMethod : AuditEvent.ChangeMethod.values()) {
      events.add(
          AuditEvent.passwordChanged(MARIA, Actor.customer(null), changeMethod).at(LONG_AGO));
    }

    inUnit(() -> ports().auditTrail().record(events));

    assertThat(page(null, 100).reversed())
        .extracting(AuditTrail.Stored::event)
        .containsExactlyElementsOf(events);
  }

  @Test
  void anEventWithoutATimeGetsThatOfItsRecording() {
    record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, MARIA, Actor.customer(null)));

    assertThat(page(null, 9).getFirst().event().at()).isNotNull();
  }

  @Test
  void pagesAreNewestFirstAndFollowEachOther() {
    for (int i = 0; i < 5; i++) {
      record(AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED, MARIA, Actor.SYSTEM).counting(i));
    }

    List<AuditTrail.Stored> first = page(null, 2);
    List<AuditTrail.Stored> second = page(first.getLast().id(), 9);

    assertThat(first).extracting(one -> one.event().count()).containsExactly(4, 3);
    assertThat(second).extracting(one -> one.event().count()).containsExactly(2, 1, 0);
  }

  @Test
  void aCustomersPageHoldsNothingOfOthersAndNothingOfNobody() {
    record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, SVEN, Actor.customer(null)));
    record(AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, null, Actor.customer(null)));

    assertThat(page(null, 9)).isEmpty();
  }

  @Test
  void noEventsAreNothingToRecord() {
    inUnit(() -> ports().auditTrail().record(List.of()));

    assertThat(page(null, 9)).isEmpty();
  }

  private void record(AuditEvent event) {
    inUnit(() -> ports().auditTrail().record(event));
  }

  private List<AuditTrail.Stored> page(@Nullable Long before, int most) {
    return unit(() -> ports().auditTrail().page(MARIA, before, most));
  }
}
