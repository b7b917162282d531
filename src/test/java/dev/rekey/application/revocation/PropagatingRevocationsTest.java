package dev.rekey.application.revocation;

import static dev.rekey.application.CoreFixture.ADMINISTRATOR;
import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer.Answer;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.SubjectIdentifier;
import dev.rekey.fake.InMemoryConsumedTokenIds;
import dev.rekey.fake.stub.SettableAuthorizationServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PropagatingRevocationsTest {
  private final CoreFixture coreFixture = CoreFixture.withMaria();
  private final SettableAuthorizationServer erp = new SettableAuthorizationServer("erp");
  private final SettableAuthorizationServer loyalty = new SettableAuthorizationServer("loyalty");
  private final PropagateRevocations elsewhere = coreFixture.elsewhere(List.of(erp, loyalty));
  private final Revocations revocations = coreFixture.revocations(elsewhere);
  private final ForceSignIn forceSignIn = new ForceSignIn(revocations, coreFixture.audit);

  @Test
  void everyStoreIsToldBeforeTheAnswerAndOnlyOnce() {
    coreFixture.signedIn(OLD);

    assertThat(force().pending()).isEmpty();

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("erp", "loyalty");
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE)
        .allSatisfy(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(ADMINISTRATOR);
        });
    performLater();
    assertThat(erp.told()).hasSize(1);
  }

  @Test
  void everyStoreIsToldOfWhatAnotherSystemRevokesToo() {
    RevokeBySubject revokeBySubject =
        new RevokeBySubject(
            coreFixture.customers,
            revocations,
            new InMemoryConsumedTokenIds(coreFixture.store),
            Set.of(),
            coreFixture.unitOfWork);

    revokeBySubject.revoke(new SubjectIdentifier.Opaque(MARIA), ADMINISTRATOR, null);

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void whatIsRevokedHereStaysSoWhileAStoreIsDownAndTheStoreIsToldUntilItAgrees() {
    var token = coreFixture.signedIn(OLD);
    erp.answers(() -> {
      throw new TemporarilyUnavailable("down", Duration.ofSeconds(1), null);
    });

    assertThat(force().pending()).containsExactly("erp");

    assertThat(coreFixture.counts(token)).isFalse();
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("loyalty");
    for (int i = 0; i < 5; i++) {
      performLater();
    }
    assertThat(erp.told()).hasSizeGreaterThan(3);
    assertThat(onTheTrail(AuditEvent.Outcome.FAILURE))
        .as("one failure, however often it was tried")
        .containsExactly("erp");

    erp.answers(() -> Answer.ENDED);
    performLater();
    int times = erp.told().size();
    performLater();

    assertThat(erp.told()).hasSize(times);
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("loyalty", "erp");
  }

  @Test
  void aStoreThatFallsKeepsTheOthersFromNothing() {
    erp.answers(() -> {
      throw new IllegalStateException("on purpose");
    });
    coreFixture.signedIn(OLD);

    assertThat(force().pending()).containsExactly("erp");

    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void aStoreThatRefusesIsToldLater() {
    erp.answers(() -> Answer.REFUSED);
    coreFixture.signedIn(OLD);
    assertThat(force().pending()).containsExactly("erp");
    erp.answers(() -> Answer.ENDED);

    performLater();

    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("loyalty", "erp");
  }

  @Test
  void aStoreThatDoesNotKnowTheCustomerHasNothingToEnd() {
    erp.knows(_ -> false);
    coreFixture.signedIn(OLD);

    assertThat(force().pending()).isEmpty();

    performLater();
    assertThat(erp.told()).hasSize(1);
  }

  @Test
  void aStoreThatHangsIsNotWaitedForButToldAllTheSame() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    erp.answers(() -> {
      asked.countDown();
      return whenever(answered);
    });
    loyalty.answers(() -> whenever(asked));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PropagateRevocations impatient =
          new PropagateRevocations(
              List.of(erp, loyalty),
              coreFixture.remoteRevocations,
              coreFixture.customers,
              coreFixture.audit,
              coreFixture.unitOfWork,
              CoreFixture.OUTBOX_SETTINGS,
              Duration.ofMillis(50),
              CoreFixture.NO_DELAY,
              threads);
      coreFixture.unitOfWork.run(() -> {
        impatient.record(MARIA, ADMINISTRATOR);
        return true;
      });

      assertThat(impatient.notifyServers(MARIA)).contains("erp");

      answered.countDown();
    }
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).contains("erp");
  }

  @Test
  void aStoreThatIsToldTwiceIsToldOnceMoreAndNoMore() {
    erp.wantsToBeToldAgainAfter(Duration.ofSeconds(10));
    coreFixture.signedIn(OLD);
    assertThat(force().pending()).isEmpty();
    elsewhere.perform(() -> false);
    assertThat(erp.told()).hasSize(1);

    performLater();
    performLater();

    assertThat(erp.told()).hasSize(2);
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("erp", "loyalty");
  }

  @Test
  void aStandardAccountMayBeSignedInElsewhere() {
    assertThat(force().revocation().revokedTokens()).isZero();

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(coreFixture.forceSignIn.force(MARIA, ADMINISTRATOR))
        .as("where there is nowhere else")
        .isInstanceOf(ForceSignIn.Outcome.NoOAuthTokens.class);
  }

  @Test
  void storesAreToldOfAChangedPasswordToo() {
    PasswordChanges passwords =
        new PasswordChanges(
            coreFixture.credentials,
            coreFixture.credentials,
            _ -> false,
            coreFixture.settings,
            coreFixture.audit,
            coreFixture.background,
            revocations,
            coreFixture.disputes,
            coreFixture.unitOfWork);
    ConfirmPasswordReset confirm =
        new ConfirmPasswordReset(
            coreFixture.resetTokens,
            coreFixture.customers,
            coreFixture.credentials,
            passwords,
            coreFixture.audit,
            coreFixture.unitOfWork);

    assertThat(
            confirm.confirm(
                coreFixture.mailedToken(),
                dev.rekey.domain.password.Password.of(CoreFixture.NEW),
                null,
                CoreFixture.VISITOR))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void oneStoreThatIsDownDoesNotKeepTheBackgroundFromTheOther() {
    for (int i = 0; i < 3 * PropagateRevocations.AT_ONCE; i++) {
      CustomerId id = new CustomerId("c-" + i);
      coreFixture.put(id, "c-" + i + "@example.com", Customer.Status.ACTIVE, null);
      coreFixture.unitOfWork.run(() -> {
        elsewhere.record(id, Actor.SYSTEM);
        return true;
      });
    }
    erp.answers(() -> Answer.UNAVAILABLE);

    performLater();

    assertThat(loyalty.told()).doesNotHaveDuplicates().hasSize(3 * PropagateRevocations.AT_ONCE);
    assertThat(erp.told()).as("one round").hasSize(PropagateRevocations.AT_ONCE);
  }

  @Test
  void receiversAreToldOfARevocationThatOnlyAnotherStoreKnowsMoreOfAndNotTwiceInARow() {
    RevokeBySubject globally =
        new RevokeBySubject(
            coreFixture.customers,
            revocations,
            new InMemoryConsumedTokenIds(coreFixture.store),
            Set.of(),
            coreFixture.unitOfWork);
    SubjectIdentifier maria = new SubjectIdentifier.Opaque(MARIA);

    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(coreFixture.securityEvents.all()).hasSize(1);
    coreFixture.clock.advance(Revocations.REPEATED.minusSeconds(1));
    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(coreFixture.securityEvents.all())
        .as("a receiver that answers an event with a revocation comes to rest")
        .hasSize(1);

    coreFixture.clock.advance(Revocations.REPEATED);
    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(coreFixture.securityEvents.all()).hasSize(2);
  }

  @Test
  void whoSendsRevocationsItselfIsNotToldOfThoseThatCameIn() {
    erp.sendsGlobalRevocationsItself();
    RevokeBySubject globally =
        new RevokeBySubject(
            coreFixture.customers,
            revocations,
            new InMemoryConsumedTokenIds(coreFixture.store),
            Set.of(),
            coreFixture.unitOfWork);

    assertThat(globally.revoke(new SubjectIdentifier.Opaque(MARIA), ADMINISTRATOR, null))
        .isInstanceOf(RevokeBySubject.Outcome.Revoked.class);

    assertThat(loyalty.told()).containsExactly(MARIA);
    performLater();
    assertThat(erp.told()).as("two that tell each other would never come to rest").isEmpty();
    assertThat(force().pending()).isEmpty();
    assertThat(erp.told()).containsExactly(MARIA);
  }

  @Test
  void whoHasNothingToDoLooksAgainWhileAnotherIsBusy() {
    CustomerId sven = new CustomerId("sven");
    coreFixture.put(sven, "sven@example.com", Customer.Status.ACTIVE, null);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    erp.answers(() -> {
      asked.countDown();
      return whenever(answered);
    });
    loyalty.answers(() -> whenever(asked));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PropagateRevocations background =
          new PropagateRevocations(
              List.of(erp, loyalty),
              coreFixture.remoteRevocations,
              coreFixture.customers,
              coreFixture.audit,
              coreFixture.unitOfWork,
              CoreFixture.OUTBOX_SETTINGS,
              Duration.ofSeconds(1),
              CoreFixture.NO_DELAY,
              threads);
      try {
        recordAndLetItBeDue(background, MARIA);
        threads.execute(() -> background.perform(() -> false));
        Awaitility.await().until(() -> erp.told().size() == 1 && loyalty.told().size() == 1);

        recordAndLetItBeDue(background, sven);

        Awaitility.await().until(() -> loyalty.told().contains(sven));
        assertThat(erp.told()).containsExactly(MARIA);
      } finally {
        answered.countDown();
      }
    }
  }

  private static Answer whenever(CountDownLatch opens) {
    try {
      opens.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    return Answer.ENDED;
  }

  private void recordAndLetItBeDue(PropagateRevocations background, CustomerId customer) {
    coreFixture.unitOfWork.run(() -> {
      background.record(customer, ADMINISTRATOR);
      return true;
    });
    coreFixture.clock.advance(PropagateRevocations.INITIAL_DELAY.plusSeconds(1));
  }

  @Test
  void twoStoresOfOneNameAreAMistake() {
    assertThatThrownBy(
            () -> coreFixture.elsewhere(List.of(erp, new SettableAuthorizationServer("erp"))))
        .hasMessageContaining("erp");
  }

  private ForceSignIn.Outcome.Revoked force() {
    return (ForceSignIn.Outcome.Revoked) forceSignIn.force(MARIA, ADMINISTRATOR);
  }

  private void performLater() {
    coreFixture.clock.advance(Duration.ofMinutes(6));
    elsewhere.perform(() -> false);
  }

  private List<String> onTheTrail(AuditEvent.Outcome outcome) {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE)
        .filter(event -> event.outcome() == outcome)
        .map(AuditEvent::tokenStore)
        .toList();
  }
}
