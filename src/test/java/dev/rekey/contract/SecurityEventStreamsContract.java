package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Verification;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.Actor;
import dev.rekey.domain.SecretText;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What [SecurityEventStreams] promises.
public abstract class SecurityEventStreamsContract extends Contract {
  private static final String OWNER = "fraud-desk";
  private static final Set<SecurityEvents.Type> ALL = EnumSet.allOf(SecurityEvents.Type.class);
  private static final StreamConfiguration POLLED =
      new StreamConfiguration("aud", null, ALL, new Delivery.Poll());
  private static final StreamConfiguration PUSHED =
      new StreamConfiguration(
          "https://receiver.example",
          "Ours",
          Set.of(SecurityEvents.Type.SESSION_REVOKED),
          new Delivery.Push(
              URI.create("https://receiver.example/events"), new SecretText("Bearer sesame")));
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  @Test
  void aStreamIsFoundAsItWasCreated() {
    Stream pushed = create(PUSHED);
    Stream polled = create(POLLED);

    assertThat(pushed.configuration()).isEqualTo(PUSHED);
    assertThat(pushed.status()).isEqualTo(Status.ENABLED);
    assertThat(unit(() -> streams().find(OWNER, pushed.id()))).contains(pushed);
    assertThat(unit(() -> streams().of(OWNER))).containsExactly(pushed, polled);
  }

  @Test
  void nobodyHasMoreThanAllowed() {
    create(POLLED);

    assertThat(unit(() -> streams().create(OWNER, POLLED, 1))).isEmpty();
    assertThat(unit(() -> streams().create(OWNER, POLLED, 2))).isPresent();
    assertThat(unit(() -> streams().create("another", POLLED, 1))).isPresent();
  }

  @Test
  void aStreamExistsForItsOwnerAlone() {
    UUID id = create(PUSHED).id();

    assertThat(unit(() -> streams().of("another"))).isEmpty();
    assertThat(unit(() -> streams().find("another", id))).isEmpty();
    assertThat(unit(() -> streams().lock("another", id))).isEmpty();
    assertThat(unit(() -> streams().change("another", id, POLLED))).isEmpty();
    assertThat(unit(() -> streams().set("another", id, Status.DISABLED, null))).isEmpty();
    assertThat(unit(() -> streams().verify("another", id, null, INTERVAL)))
        .isEqualTo(Verification.NOT_FOUND);
    assertThat(unit(() -> streams().remove("another", id))).isFalse();
    assertThat(unit(() -> streams().find(OWNER, id)).orElseThrow().configuration())
        .isEqualTo(PUSHED);
  }

  @Test
  void whoRunsTheServiceSeesTheStreamsOfEverybody() {
    Stream ours = create(PUSHED);
    Stream theirs = unit(() -> streams().create("another", POLLED, 9)).orElseThrow();

    StreamConfiguration shown =
        new StreamConfiguration(
            PUSHED.audience(),
            PUSHED.description(),
            PUSHED.types(),
            new Delivery.Push(URI.create("https://receiver.example/events"), null));
    assertThat(unit(() -> streams().all()))
        .containsExactly(new Stream(ours.id(), OWNER, shown, Status.ENABLED, null), theirs);
    assertThat(unit(() -> streams().ownerOf(ours.id()))).contains(OWNER);
    assertThat(unit(() -> streams().ownerOf(theirs.id()))).contains("another");
    assertThat(unit(() -> streams().ownerOf(new UUID(1, 2)))).isEmpty();
  }

  @Test
  void whatIsChangedIsChangedAndTheRestStays() {
    UUID id = create(PUSHED).id();
    unit(() -> streams().set(OWNER, id, Status.PAUSED, "maintenance"));

    Stream changed = unit(() -> streams().change(OWNER, id, POLLED)).orElseThrow();

    assertThat(changed).isEqualTo(new Stream(id, OWNER, POLLED, Status.PAUSED, "maintenance"));
    assertThat(unit(() -> streams().set(OWNER, id, Status.ENABLED, null)))
        .contains(new Stream(id, OWNER, POLLED, Status.ENABLED, null));
  }

  @Test
  void noChangeUndoesAnotherThatIsMadeAtOnce() {
    UUID id = create(POLLED).id();

    List<Stream> _ =
        Race.of(
            6,
            _ ->
                (Callable<Stream>)
                    () ->
                        unit(() -> {
                          StreamConfiguration before =
                              streams().lock(OWNER, id).orElseThrow().configuration();
                          StreamConfiguration after =
                              new StreamConfiguration(
                                  before.audience() + "+", null, ALL, before.delivery());
                          return streams().change(OWNER, id, after).orElseThrow();
                        }));

    assertThat(unit(() -> streams().find(OWNER, id)).orElseThrow().configuration().audience())
        .isEqualTo("aud++++++");
  }

  @Test
  void whatIsRemovedIsGone() {
    UUID id = create(PUSHED).id();

    assertThat(unit(() -> streams().remove(OWNER, id))).isTrue();

    assertThat(unit(() -> streams().remove(OWNER, id))).isFalse();
    assertThat(unit(() -> streams().of(OWNER))).isEmpty();
  }

  @Test
  void nothingThatWaitsGoesOutOnceItsStreamIsRemoved() {
    UUID pushed = create(PUSHED).id();
    UUID polled = create(POLLED).id();
    inUnit(() -> ports().securityEvents().queue(MARIA, Actor.SYSTEM, ALL));
    assertThat(unit(() -> deliveries().due(9))).hasSize(1);
    assertThat(waiting(polled)).hasSize(ALL.size());

    assertThat(unit(() -> streams().remove(OWNER, pushed))).isTrue();
    assertThat(unit(() -> streams().remove(OWNER, polled))).isTrue();

    assertThat(unit(() -> deliveries().due(9))).isEmpty();
    assertThat(unit(() -> deliveries().claim(pushed, 9, INTERVAL))).isEmpty();
    assertThat(waiting(polled)).isEmpty();
  }

  @Test
  void whatWaitsIsForgottenInSlices() {
    UUID id = create(POLLED).id();
    UUID other = create(POLLED).id();
    inUnit(() -> ports().securityEvents().queue(MARIA, Actor.SYSTEM, ALL));

    assertThat(unit(() -> streams().forget(id, 1))).isEqualTo(1);
    assertThat(unit(() -> streams().forget(id, 9))).isEqualTo(1);
    assertThat(unit(() -> streams().forget(id, 9))).isZero();
    assertThat(unit(() -> ports().securityEventDeliveries().waiting(other, 9))).hasSize(2);
  }

  @Test
  void verificationsKeepTheirDistance() {
    UUID id = create(POLLED).id();

    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
    settle(id);
    assertThat(verify(id)).isEqualTo(Verification.TOO_SOON);
    ports().pass(INTERVAL);
    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
    assertThat(verify(new UUID(1, 2))).isEqualTo(Verification.NOT_FOUND);
  }

  @Test
  void oneVerificationWaitsAtATime() {
    UUID id = create(POLLED).id();
    assertThat(verify(create(POLLED).id())).isEqualTo(Verification.QUEUED);
    inUnit(() -> ports().securityEvents().queue(MARIA, Actor.SYSTEM, ALL));

    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
    ports().pass(INTERVAL);
    assertThat(verify(id)).isEqualTo(Verification.TOO_SOON);
    assertThat(waiting(id)).hasSize(1 + ALL.size());
    settle(id);

    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
  }

  @Test
  void aVerificationThatWasGivenUpWaitsNoMore() {
    UUID id = create(PUSHED).id();
    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
    SecurityEventDeliveries.Delivery refused =
        deliveries().claim(id, 9, INTERVAL).orElseThrow().deliveries().getFirst();
    deliveries().settle(id, List.of(new SecurityEventDeliveries.Settled.GivenUp(refused)));
    ports().pass(INTERVAL);

    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
  }

  @Test
  void noVerificationWaitsForAStreamThatIsDisabled() {
    UUID id = create(POLLED).id();
    assertThat(unit(() -> streams().set(OWNER, id, Status.DISABLED, null))).isPresent();
    assertThat(verify(id)).isEqualTo(Verification.DISABLED);
    assertThat(unit(() -> streams().set(OWNER, id, Status.ENABLED, null))).isPresent();
    assertThat(waiting(id)).isEmpty();

    assertThat(unit(() -> streams().set(OWNER, id, Status.PAUSED, null))).isPresent();
    assertThat(verify(id)).isEqualTo(Verification.QUEUED);
  }

  @Test
  void noStreamPrintsWhatWasEntrustedToIt() {
    assertThat(create(PUSHED).toString()).contains("receiver.example").doesNotContain("sesame");
  }

  private Verification verify(UUID id) {
    return unit(() -> streams().verify(OWNER, id, "state", INTERVAL));
  }

  private List<SecurityEventDeliveries.Delivery> waiting(UUID id) {
    return unit(() -> deliveries().waiting(id, 9));
  }

  private void settle(UUID id) {
    Set<UUID> waiting =
        waiting(id).stream().map(SecurityEventDeliveries.Delivery::jti).collect(Collectors.toSet());
    assertThat(unit(() -> deliveries().acknowledge(id, waiting))).isEqualTo(waiting);
  }

  private SecurityEventDeliveries deliveries() {
    return ports().securityEventDeliveries();
  }

  private Stream create(StreamConfiguration streamConfiguration) {
    return unit(() -> streams().create(OWNER, streamConfiguration, 9)).orElseThrow();
  }

  private SecurityEventStreams streams() {
    return ports().securityEventStreams();
  }
}
