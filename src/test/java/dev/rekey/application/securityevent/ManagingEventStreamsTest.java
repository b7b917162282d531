package dev.rekey.application.securityevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.audit.AuditEvent.Type;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.ImmediateUnitOfWork;
import dev.rekey.fake.InMemorySecurityEventDeliveries;
import dev.rekey.fake.InMemorySecurityEventStreams;
import dev.rekey.fake.InMemoryStore;
import dev.rekey.fake.RecordingAuditTrail;
import dev.rekey.fake.RecordingSecurityEvents;
import dev.rekey.fake.stub.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The life of a stream, and what the audit trail says of it.
class ManagingEventStreamsTest {
  private static final String OWNER = "fraud-desk";
  private static final Actor ANNA = Actor.administrator("anna", null);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final StreamConfiguration TERMS = streamConfiguration("aud");

  private final InMemoryStore store = new InMemoryStore(new SettableClock(START));
  private final SecurityEventStreams streams = new InMemorySecurityEventStreams(store);
  private final RecordingAuditTrail audit = new RecordingAuditTrail(store);
  private final ManageEventStreams manage = manage(audit);

  @Test
  void eachStepIsOnTheTrail() {
    UUID id = create().id();
    assertThat(trail()).containsExactly(event(Type.EVENT_STREAM_CREATED, id));

    assertThat(manage.change(OWNER, id, _ -> streamConfiguration("another"), ANNA))
        .map(one -> one.configuration().audience())
        .contains("another");
    assertThat(manage.set(OWNER, id, Status.PAUSED, "maintenance", ANNA)).isPresent();
    assertThat(trail())
        .containsExactly(
            event(Type.EVENT_STREAM_CREATED, id),
            event(Type.EVENT_STREAM_CHANGED, id),
            event(Type.EVENT_STREAM_CHANGED, id));

    assertThat(manage.remove(OWNER, id, ANNA)).isTrue();
    assertThat(trail()).endsWith(event(Type.EVENT_STREAM_REMOVED, id));
  }

  @Test
  void aStreamCanBeEndedForItsOwner() {
    UUID id = create().id();
    List<AuditEvent> before = trail();
    Actor operator = Actor.administrator("olof", null);

    assertThat(manage.end(new UUID(1, 2), operator)).isFalse();
    assertThat(trail()).isEqualTo(before);
    assertThat(manage.end(id, operator)).isTrue();

    assertThat(streams.of(OWNER)).isEmpty();
    assertThat(trail())
        .endsWith(AuditEvent.of(Type.EVENT_STREAM_REMOVED, null, operator).ofStream(id).at(START));
    assertThat(manage.end(id, operator)).isFalse();
  }

  @Test
  void whatDidNotHappenIsNotOnTheTrail() {
    UUID id = create().id();
    List<AuditEvent> before = trail();

    assertThat(manage.create(OWNER, TERMS, 1, ANNA)).isEmpty();
    assertThat(manage.change("another", id, _ -> streamConfiguration("mine"), ANNA)).isEmpty();
    assertThat(manage.set("another", id, Status.DISABLED, null, ANNA)).isEmpty();
    assertThat(manage.remove("another", id, ANNA)).isFalse();
    assertThatThrownBy(() ->
            manage.change(
                OWNER,
                id,
                _ -> {
                  throw new IllegalArgumentException("no such terms");
                },
                ANNA))
        .hasMessage("no such terms");

    assertThat(trail()).isEqualTo(before);
    assertThat(streams.find(OWNER, id)).map(Stream::configuration).contains(TERMS);
  }

  @Test
  void whatIsNotOnTheTrailDidNotHappen() {
    UUID id = create().id();
    ManageEventStreams untraced = manage(new Full());

    assertThatThrownBy(() -> untraced.create(OWNER, TERMS, 9, ANNA)).hasMessage("full");
    assertThatThrownBy(() -> untraced.change(OWNER, id, _ -> streamConfiguration("another"), ANNA))
        .hasMessage("full");
    assertThatThrownBy(() -> untraced.set(OWNER, id, Status.PAUSED, null, ANNA)).hasMessage("full");
    assertThatThrownBy(() -> untraced.remove(OWNER, id, ANNA)).hasMessage("full");

    assertThat(streams.of(OWNER))
        .containsExactly(new Stream(id, OWNER, TERMS, Status.ENABLED, null));
  }

  @Test
  void aStreamThatIsDisabledForgetsWhatWaits() {
    UUID id = create().id();
    new RecordingSecurityEvents(store).queue(new CustomerId("maria"), Actor.SYSTEM, TERMS.types());

    assertThat(manage.set(OWNER, id, Status.DISABLED, null, ANNA)).isPresent();
    assertThat(manage.set(OWNER, id, Status.ENABLED, null, ANNA)).isPresent();

    assertThat(new InMemorySecurityEventDeliveries(store).waiting(id, 9)).isEmpty();
  }

  @Test
  void aStreamThatIsRemovedForgetsWhatWaits() {
    UUID id = create().id();
    new RecordingSecurityEvents(store).queue(new CustomerId("maria"), Actor.SYSTEM, TERMS.types());
    assertThat(new InMemorySecurityEventDeliveries(store).waiting(id, 9)).hasSize(1);

    assertThat(manage.remove(OWNER, id, ANNA)).isTrue();

    assertThat(streams.forget(id, 9)).isZero();
    assertThat(trail())
        .containsExactly(
            event(Type.EVENT_STREAM_CREATED, id), event(Type.EVENT_STREAM_REMOVED, id));
  }

  private Stream create() {
    return manage.create(OWNER, TERMS, 1, ANNA).orElseThrow();
  }

  private List<AuditEvent> trail() {
    return audit.all();
  }

  private ManageEventStreams manage(AuditTrail trail) {
    return new ManageEventStreams(streams, trail, new ImmediateUnitOfWork(store));
  }

  private static AuditEvent event(Type type, UUID stream) {
    return AuditEvent.of(type, null, ANNA).ofStream(stream).at(START);
  }

  private static StreamConfiguration streamConfiguration(String audience) {
    return new StreamConfiguration(
        audience, null, Set.of(SecurityEvents.Type.SESSION_REVOKED), new Delivery.Poll());
  }

  /// A trail that takes nothing.
  private static final class Full implements AuditTrail {
    @Override
    public void record(List<AuditEvent> events) {
      throw new IllegalStateException("full");
    }

    @Override
    public List<Stored> page(CustomerId customer, @Nullable Long before, int most) {
      return List.of();
    }
  }
}
