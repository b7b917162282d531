package dev.rekey.application;

import static dev.rekey.application.Rekey.ADMINISTRATOR;
import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.RemoteTokenStore.Answer;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.SubjectIdentifier;
import dev.rekey.fake.InMemorySpentCalls;
import dev.rekey.fake.SettableTokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RevokingElsewhereTest {
  private final Rekey rekey = Rekey.withMaria();
  private final SettableTokenStore erp = new SettableTokenStore("erp");
  private final SettableTokenStore loyalty = new SettableTokenStore("loyalty");
  private final RevokeElsewhere elsewhere = rekey.elsewhere(List.of(erp, loyalty));
  private final Revocations revocations = rekey.revocations(elsewhere);
  private final ForceSignIn forceSignIn = new ForceSignIn(revocations, rekey.audit);

  @Test
  void everyStoreIsToldBeforeTheAnswerAndOnlyOnce() {
    rekey.signedIn(OLD);

    assertThat(force().pending()).isEmpty();

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("erp", "loyalty");
    assertThat(rekey.audit.all())
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
    RevokeGlobally revokeGlobally =
        new RevokeGlobally(
            rekey.customers,
            revocations,
            new InMemorySpentCalls(rekey.store),
            Set.of(),
            rekey.unitOfWork);

    revokeGlobally.revoke(new SubjectIdentifier.Opaque(MARIA), ADMINISTRATOR, null);

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void whatIsRevokedHereStaysSoWhileAStoreIsDownAndTheStoreIsToldUntilItAgrees() {
    var token = rekey.signedIn(OLD);
    erp.answers(() -> {
      throw new TemporarilyUnavailable("down", Duration.ofSeconds(1), null);
    });

    assertThat(force().pending()).containsExactly("erp");

    assertThat(rekey.counts(token)).isFalse();
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
    rekey.signedIn(OLD);

    assertThat(force().pending()).containsExactly("erp");

    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void aStoreThatRefusesIsToldLater() {
    erp.answers(() -> Answer.REFUSED);
    rekey.signedIn(OLD);
    assertThat(force().pending()).containsExactly("erp");
    erp.answers(() -> Answer.ENDED);

    performLater();

    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).containsExactly("loyalty", "erp");
  }

  @Test
  void aStoreThatDoesNotKnowTheCustomerHasNothingToEnd() {
    erp.knows(_ -> false);
    rekey.signedIn(OLD);

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
      RevokeElsewhere impatient =
          new RevokeElsewhere(
              List.of(erp, loyalty),
              rekey.remoteRevocations,
              rekey.customers,
              rekey.audit,
              rekey.unitOfWork,
              Rekey.OUTBOX_SETTINGS,
              Duration.ofMillis(50),
              Rekey.NO_DELAY,
              threads);
      rekey.unitOfWork.run(() -> {
        impatient.record(MARIA, ADMINISTRATOR);
        return true;
      });

      assertThat(impatient.tell(MARIA)).contains("erp");

      answered.countDown();
    }
    assertThat(onTheTrail(AuditEvent.Outcome.SUCCESS)).contains("erp");
  }

  @Test
  void aStoreThatIsToldTwiceIsToldOnceMoreAndNoMore() {
    erp.wantsToBeToldAgainAfter(Duration.ofSeconds(10));
    rekey.signedIn(OLD);
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
    assertThat(rekey.forceSignIn.force(MARIA, ADMINISTRATOR))
        .as("where there is nowhere else")
        .isInstanceOf(ForceSignIn.Outcome.NoOAuthTokens.class);
  }

  @Test
  void storesAreToldOfAChangedPasswordToo() {
    NewPasswords passwords =
        new NewPasswords(
            rekey.credentials,
            rekey.credentials,
            _ -> false,
            rekey.settings,
            rekey.audit,
            rekey.background,
            revocations,
            rekey.disputes,
            rekey.unitOfWork);
    ConfirmPasswordReset confirm =
        new ConfirmPasswordReset(
            rekey.resetTokens,
            rekey.customers,
            rekey.credentials,
            passwords,
            rekey.audit,
            rekey.unitOfWork);

    assertThat(
            confirm.confirm(
                rekey.mailedToken(),
                dev.rekey.domain.password.Password.of(Rekey.NEW),
                null,
                Rekey.VISITOR))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(erp.told()).containsExactly(MARIA);
    assertThat(loyalty.told()).containsExactly(MARIA);
  }

  @Test
  void oneStoreThatIsDownDoesNotKeepTheBackgroundFromTheOther() {
    for (int i = 0; i < 3 * RevokeElsewhere.AT_ONCE; i++) {
      CustomerId id = new CustomerId("c-" + i);
      rekey.put(id, "c-" + i + "@example.com", Customer.Status.ACTIVE, null);
      rekey.unitOfWork.run(() -> {
        elsewhere.record(id, Origin.SYSTEM);
        return true;
      });
    }
    erp.answers(() -> Answer.UNAVAILABLE);

    performLater();

    assertThat(loyalty.told()).doesNotHaveDuplicates().hasSize(3 * RevokeElsewhere.AT_ONCE);
    assertThat(erp.told()).as("one round").hasSize(RevokeElsewhere.AT_ONCE);
  }

  @Test
  void receiversAreToldOfARevocationThatOnlyAnotherStoreKnowsMoreOfAndNotTwiceInARow() {
    RevokeGlobally globally =
        new RevokeGlobally(
            rekey.customers,
            revocations,
            new InMemorySpentCalls(rekey.store),
            Set.of(),
            rekey.unitOfWork);
    SubjectIdentifier maria = new SubjectIdentifier.Opaque(MARIA);

    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(rekey.securityEvents.all()).hasSize(1);
    rekey.clock.advance(Revocations.REPEATED.minusSeconds(1));
    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(rekey.securityEvents.all())
        .as("a receiver that answers an event with a revocation comes to rest")
        .hasSize(1);

    rekey.clock.advance(Revocations.REPEATED);
    globally.revoke(maria, ADMINISTRATOR, null);
    assertThat(rekey.securityEvents.all()).hasSize(2);
  }

  @Test
  void whoSendsRevocationsItselfIsNotToldOfThoseThatCameIn() {
    erp.sendsGlobalRevocationsItself();
    RevokeGlobally globally =
        new RevokeGlobally(
            rekey.customers,
            revocations,
            new InMemorySpentCalls(rekey.store),
            Set.of(),
            rekey.unitOfWork);

    assertThat(globally.revoke(new SubjectIdentifier.Opaque(MARIA), ADMINISTRATOR, null))
        .isInstanceOf(RevokeGlobally.Outcome.Revoked.class);

    assertThat(loyalty.told()).containsExactly(MARIA);
    performLater();
    assertThat(erp.told()).as("two that tell each other would never come to rest").isEmpty();
    assertThat(force().pending()).isEmpty();
    assertThat(erp.told()).containsExactly(MARIA);
  }

  @Test
  void whoHasNothingToDoLooksAgainWhileAnotherIsBusy() {
    CustomerId sven = new CustomerId("sven");
    rekey.put(sven, "sven@example.com", Customer.Status.ACTIVE, null);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    erp.answers(() -> {
      asked.countDown();
      return whenever(answered);
    });
    loyalty.answers(() -> whenever(asked));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RevokeElsewhere background =
          new RevokeElsewhere(
              List.of(erp, loyalty),
              rekey.remoteRevocations,
              rekey.customers,
              rekey.audit,
              rekey.unitOfWork,
              Rekey.OUTBOX_SETTINGS,
              Duration.ofSeconds(1),
              Rekey.NO_DELAY,
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

  private void recordAndLetItBeDue(RevokeElsewhere background, CustomerId customer) {
    rekey.unitOfWork.run(() -> {
      background.record(customer, ADMINISTRATOR);
      return true;
    });
    rekey.clock.advance(RevokeElsewhere.HEAD_START.plusSeconds(1));
  }

  @Test
  void twoStoresOfOneNameAreAMistake() {
    assertThatThrownBy(() -> rekey.elsewhere(List.of(erp, new SettableTokenStore("erp"))))
        .hasMessageContaining("erp");
  }

  private ForceSignIn.Outcome.Revoked force() {
    return (ForceSignIn.Outcome.Revoked) forceSignIn.force(MARIA, ADMINISTRATOR);
  }

  private void performLater() {
    rekey.clock.advance(Duration.ofMinutes(6));
    elsewhere.perform(() -> false);
  }

  private List<String> onTheTrail(AuditEvent.Outcome outcome) {
    return rekey.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED_ELSEWHERE)
        .filter(event -> event.outcome() == outcome)
        .map(AuditEvent::tokenStore)
        .toList();
  }
}
