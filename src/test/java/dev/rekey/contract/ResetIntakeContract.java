package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What [ResetIntake] promises.
public abstract class ResetIntakeContract extends Contract {
  private static final RequestLimit NONE = new RequestLimit(0, Duration.ZERO);
  private static final RequestLimit FIVE = new RequestLimit(5, Duration.ZERO);

  @Test
  void anAdmittedRequestIsRecordedForTheOutbox() {
    ResetRequest visitor = visitor(SHOP, "maria@example.com", 7);
    ResetRequest administrator =
        new ResetRequest.ByAdministrator(MARIA, Actor.administrator("admin-1", address(8)));

    assertThat(submit(visitor, unlimited())).isInstanceOf(RateLimitDecision.Allowed.class);
    assertThat(submit(administrator, unlimited())).isInstanceOf(RateLimitDecision.Allowed.class);

    assertThat(recorded()).containsExactlyInAnyOrder(visitor, administrator);
  }

  @Test
  void whoeverIsOverTheLimitIsRefusedAndNotRecorded() {
    ResetLimits two = limits(new RequestLimit(2, Duration.ZERO), NONE, NONE);
    submit(visitor(SHOP, "maria@example.com", 1), two);
    submit(visitor(OUTLET, "Maria@Example.com", 2), two);

    RateLimitDecision third = submit(visitor(SHOP, "maria@example.com", 3), two);

    assertThat(third)
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited -> {
              assertThat(limited.retryAfter())
                  .isPositive()
                  .isLessThanOrEqualTo(Duration.ofHours(1));
              assertThat(limited.address()).isEmpty();
            });
    assertThat(recorded()).hasSize(2);
    assertThat(submit(visitor(SHOP, "sven@example.com", 3), two))
        .isInstanceOf(RateLimitDecision.Allowed.class);
  }

  @Test
  void aRefusedRequestIsNotCounted() {
    ResetLimits one = limits(new RequestLimit(1, Duration.ZERO), FIVE, NONE);
    assertAdmitted(submit(visitor(SHOP, "maria@example.com", 1), one));
    for (int i = 0; i < 10; i++) {
      assertRefused(submit(visitor(SHOP, "maria@example.com", 1), one));
    }

    for (String other : List.of("a@x.example", "b@x.example", "c@x.example", "d@x.example")) {
      assertAdmitted(submit(visitor(SHOP, other, 1), one));
    }
    assertRefused(submit(visitor(SHOP, "e@x.example", 1), one));
    ports().pass(Duration.ofHours(1));
    assertAdmitted(submit(visitor(SHOP, "maria@example.com", 1), one));
  }

  @Test
  void theHourSlides() {
    ResetLimits two = limits(new RequestLimit(2, Duration.ZERO), NONE, NONE);
    ResetRequest request = visitor(SHOP, "maria@example.com", 1);
    assertAdmitted(submit(request, two));
    ports().pass(Duration.ofMinutes(40));
    assertAdmitted(submit(request, two));
    ports().pass(Duration.ofMinutes(19));
    assertRefused(submit(request, two));

    ports().pass(Duration.ofMinutes(1));

    assertAdmitted(submit(request, two));
    assertRefused(submit(request, two));
  }

  @Test
  void theIntervalHoldsAlsoWhereItIsLongerThanAnHour() {
    ResetLimits interval = limits(new RequestLimit(0, Duration.ofHours(3)), NONE, NONE);
    ResetRequest request = visitor(SHOP, "maria@example.com", 1);
    assertAdmitted(submit(request, interval));
    ports().pass(Duration.ofHours(3).minusMinutes(1));
    assertRefused(submit(request, interval));

    ports().pass(Duration.ofMinutes(1));

    assertAdmitted(submit(request, interval));
  }

  @Test
  void ofFiftyAtOnceExactlyFiveAreAdmitted() {
    ResetLimits five = limits(FIVE, NONE, NONE);

    List<RateLimitDecision> answers =
        Race.of(50, i -> () -> submit(visitor(SHOP, "maria@example.com", i), five));

    assertThat(answers.stream().filter(RateLimitDecision.Allowed.class::isInstance)).hasSize(5);
    assertThat(recorded()).hasSize(5);
  }

  @Test
  void ofFiftyAtOnceThroughTwoReplicasExactlyFiveAreAdmitted() {
    ResetLimits five = limits(FIVE, NONE, NONE);
    List<ResetIntake> replicas = List.of(ports().resetIntake(), ports().otherResetIntake());

    List<RateLimitDecision> answers =
        Race.of(
            50,
            i -> () -> submit(replicas.get(i % 2), visitor(SHOP, "maria@example.com", i), five));

    assertThat(answers.stream().filter(RateLimitDecision.Allowed.class::isInstance)).hasSize(5);
  }

  @Test
  void ofFiftyAdministratorsAtOnceExactlyFiveAreAdmitted() {
    ResetLimits five = limits(NONE, NONE, FIVE);

    List<RateLimitDecision> answers =
        Race.of(
            50,
            i ->
                () ->
                    submit(
                        new ResetRequest.ByAdministrator(
                            MARIA, Actor.administrator("admin-" + i, null)),
                        five));

    assertThat(answers.stream().filter(RateLimitDecision.Allowed.class::isInstance)).hasSize(5);
    assertThat(submit(visitor(SHOP, "maria@example.com", 1), five))
        .isInstanceOf(RateLimitDecision.Allowed.class);
  }

  @Test
  void requestsWithOverlappingKeysThroughTwoReplicasNeverWaitInACircle() {
    int keys = 12;
    ResetLimits limits = limits(FIVE, FIVE, FIVE);
    List<ResetIntake> replicas = List.of(ports().resetIntake(), ports().otherResetIntake());

    List<List<RateLimitDecision>> answers =
        Race.of(
            16,
            lane ->
                () -> {
                  List<CompletableFuture<RateLimitDecision>> submitted = new ArrayList<>();
                  for (int i = 0; i < 60; i++) {
                    // half of the lanes go through e-mails upwards and addresses downwards
                    int email = (lane % 2 == 0 ? i : 60 - i) % keys;
                    int address = (lane % 2 == 0 ? 60 - i : i) % keys;
                    submitted.add(
                        replicas
                            .get((lane + i) % 2)
                            .submit(visitor(SHOP, "c" + email + "@example.com", address), limits)
                            .toCompletableFuture());
                  }
                  List<RateLimitDecision> all = new ArrayList<>();
                  for (CompletableFuture<RateLimitDecision> one : submitted) {
                    all.add(one.get(20, TimeUnit.SECONDS));
                  }
                  return all;
                });

    long admitted =
        answers.stream()
            .flatMap(List::stream)
            .filter(RateLimitDecision.Allowed.class::isInstance)
            .count();
    List<ResetRequest> recorded = recorded();
    assertThat(recorded).hasSize((int) admitted).hasSizeLessThanOrEqualTo(5 * keys);
    assertThat(recorded).hasSizeGreaterThanOrEqualTo(5);
    for (int i = 0; i < keys; i++) {
      ResetRequest probe = visitor(SHOP, "c" + i + "@example.com", i);
      ResetRequest.ByVisitor wanted = (ResetRequest.ByVisitor) probe;
      assertThat(
              recorded.stream()
                  .map(ResetRequest.ByVisitor.class::cast)
                  .filter(one -> one.email().equals(wanted.email())))
          .hasSizeLessThanOrEqualTo(5);
      assertThat(recorded.stream().filter(one -> one.origin().equals(probe.origin())))
          .hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void requestsWithoutAnyLimitAreAllAdmitted() {
    List<RateLimitDecision> answers =
        Race.of(20, i -> () -> submit(visitor(SHOP, "maria@example.com", i), unlimited()));

    assertThat(answers).allMatch(RateLimitDecision.Allowed.class::isInstance);
    assertThat(recorded()).hasSize(20);
  }

  @Test
  void anAddressOverItsLimitLearnsWhereItStands() {
    ResetLimits limits = limits(NONE, new RequestLimit(1, Duration.ZERO), NONE);
    submit(visitor(SHOP, "a@example.com", 1), limits);

    assertThat(submit(visitor(SHOP, "b@example.com", 1), limits))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited ->
                assertThat(limited.address())
                    .contains(new RateLimitDecision.Quota(1, 0, limited.retryAfter())));
    assertAdmitted(submit(visitor(SHOP, "b@example.com", 2), limits));
  }

  private RateLimitDecision submit(ResetRequest request, ResetLimits limits) {
    return submit(ports().resetIntake(), request, limits);
  }

  private static RateLimitDecision submit(
      ResetIntake intake, ResetRequest request, ResetLimits limits) {
    return intake
        .submit(request, limits)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private List<ResetRequest> recorded() {
    return unit(() -> ports().resetOutbox().claim(10_000, Duration.ofMinutes(5))).stream()
        .map(ResetOutbox.Due::request)
        .toList();
  }

  private static void assertAdmitted(RateLimitDecision rateLimitDecision) {
    assertThat(rateLimitDecision).isInstanceOf(RateLimitDecision.Allowed.class);
  }

  private static void assertRefused(RateLimitDecision rateLimitDecision) {
    assertThat(rateLimitDecision).isInstanceOf(RateLimitDecision.Limited.class);
  }

  private static ResetLimits unlimited() {
    return limits(NONE, NONE, NONE);
  }

  private static ResetLimits limits(
      RequestLimit email, RequestLimit address, RequestLimit administrator) {
    return new ResetLimits(Protection.BY_IP_AND_EMAIL, email, address, administrator);
  }

  private static ResetRequest visitor(StoreId store, String email, int address) {
    return ResetRequest.ByVisitor.of(store, email(email), Actor.customer(address(address)));
  }

  private static ClientAddress address(int last) {
    return ClientAddress.of(new byte[] {(byte) 192, 0, 2, (byte) last});
  }
}
