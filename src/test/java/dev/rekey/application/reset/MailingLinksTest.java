package dev.rekey.application.reset;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.settings.Setting;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailingLinksTest {
  private static final CompletableFuture<?> NEVER = new CompletableFuture<>();

  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void aMailBeyondTheBudgetOfItsMailboxWaitsAndNoneIsLost() {
    coreFixture.set(Setting.MAX_MAILS_PER_HOUR, "2");
    coreFixture.set(Setting.MIN_INTERVAL, "PT0S");
    for (int i = 0; i < 5; i++) {
      coreFixture.request(MARIAS_EMAIL);
    }
    coreFixture.mailDue();
    assertThat(coreFixture.mail.links()).hasSize(2);

    coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);
    coreFixture.mailDue();
    assertThat(coreFixture.mail.links()).hasSize(3);
    for (int hour = 0; hour < 2; hour++) {
      coreFixture.clock.advance(Duration.ofHours(1));
      coreFixture.mailDue();
    }

    assertThat(coreFixture.mail.links()).hasSize(6);
  }

  @Test
  void aMailThatTheServerPostponedUsesUpNoBudget() {
    coreFixture.set(Setting.MAX_MAILS_PER_HOUR, "1");
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.mailDue();
    coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);
    coreFixture.clock.advance(Duration.ofMinutes(5));

    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(1);
  }

  @Test
  void aDisabledAnUnknownAndAPasswordlessAccountGetTheSameAnswer() {
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    coreFixture.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);

    assertThat(coreFixture.request(MARIAS_EMAIL)).isInstanceOf(RateLimitDecision.Allowed.class);
    assertThat(coreFixture.request("nobody@example.com"))
        .isInstanceOf(RateLimitDecision.Allowed.class);
    assertThat(coreFixture.request("new@example.com"))
        .isInstanceOf(RateLimitDecision.Allowed.class);
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links())
        .extracting(letter -> letter.to().id())
        .containsExactly(new CustomerId("new"));
    assertThat(coreFixture.outbox.outcome(1)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
    assertThat(coreFixture.outbox.outcome(2)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
    assertThat(coreFixture.outbox.outcome(3)).contains(ResetOutbox.Outcome.MAILED);
  }

  @Test
  void knownAndUnknownAddressesMeetTheSameLimits() {
    List<List<Class<?>>> answers = new ArrayList<>();
    for (String email : List.of(MARIAS_EMAIL, "nobody@example.com")) {
      List<Class<?>> sequence = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sequence.add(coreFixture.request(email).getClass());
        coreFixture.mailDue();
      }
      answers.add(sequence);
    }

    assertThat(answers.getFirst())
        .isEqualTo(answers.getLast())
        .contains(RateLimitDecision.Limited.class);
  }

  @Test
  void aLockedAccountIsMailedAndTheResetUnlocksIt() {
    for (int i = 0; i < 10; i++) {
      coreFixture.signIn("wrong");
    }
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.mailDue();

    // at once, before the lock ends by itself
    coreFixture.confirm(coreFixture.mail.links().getFirst().token(), CoreFixture.NEW);

    assertThat(coreFixture.maria().lockedUntil()).isNull();
    assertThat(coreFixture.signIn(CoreFixture.NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void anAdministratorsRequestIsMailedToTheCustomerAndSaysSo() {
    var outcome = coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);
    coreFixture.mailDue();

    assertThat(outcome).isInstanceOf(TriggerPasswordReset.Outcome.Decided.class);
    assertThat(coreFixture.mail.links())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.cause()).isEqualTo(Mailer.Email.Cause.ADMINISTRATOR);
          assertThat(letter.to().id()).isEqualTo(MARIA);
        });
    assertThat(
            coreFixture.triggerPasswordReset.trigger(
                new CustomerId("x"), CoreFixture.ADMINISTRATOR))
        .isInstanceOf(TriggerPasswordReset.Outcome.UnknownCustomer.class);
  }

  @Test
  void visitorsWhoUseUpTheirLimitDoNotKeepSupportFromHelping() {
    for (int i = 0; i < 10; i++) {
      coreFixture.request(MARIAS_EMAIL);
      coreFixture.clock.advance(Duration.ofMinutes(10));
    }

    assertThat(coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR))
        .isInstanceOfSatisfying(
            TriggerPasswordReset.Outcome.Decided.class,
            decided ->
                assertThat(decided.admission()).isInstanceOf(RateLimitDecision.Allowed.class));
  }

  @Test
  void anAdministratorsRequestOverTheLimitIsOnTheTrail() {
    for (int i = 0; i < 5; i++) {
      coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);
    }
    assertThat(requested()).isEmpty();

    coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);

    assertThat(requested())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEvent.Type.PASSWORD_RESET_REQUESTED);
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(CoreFixture.ADMINISTRATOR);
        });
  }

  @Test
  void theMailGoesToTheStoredAddressAsTheCustomerWritesIt() {
    coreFixture.put(MARIA, "Maria@Example.com", Customer.Status.ACTIVE, null);

    coreFixture.request("mARIA@eXAMPLE.COM");
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links().getFirst().to().requireEmail().value())
        .isEqualTo("Maria@Example.com");
  }

  @Test
  void aRequestThatCannotBeLookedUpDoesNotStopTheOthers() {
    coreFixture.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.request("poison@example.com");
    coreFixture.request("new@example.com");

    mailing("poison@example.com").run();

    assertThat(coreFixture.mail.links())
        .extracting(letter -> letter.to().id())
        .containsExactlyInAnyOrder(MARIA, new CustomerId("new"));
    assertThat(coreFixture.outbox.outcome(2)).as("is looked up later").isEmpty();
    coreFixture.clock.advance(Duration.ofMinutes(10));
    coreFixture.mailDue();
    assertThat(coreFixture.outbox.outcome(2)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
  }

  /// Mails what is due, while nothing can be said of one address.
  private Runnable mailing(String poison) {
    Digest unknowable = CoreFixture.email(poison).digest();
    Customers customers =
        (Customers)
            Proxy.newProxyInstance(
                Customers.class.getClassLoader(),
                new Class<?>[] {Customers.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("findFor")
                      && ((List<?>) arguments[0])
                          .stream()
                              .anyMatch(one ->
                                  one instanceof ResetRequest.ByVisitor visitor
                                      && visitor.email().equals(unknowable))) {
                    throw new TemporarilyUnavailable("on purpose", Duration.ofSeconds(1), null);
                  }
                  return method.invoke(coreFixture.customers, arguments);
                });
    MailResetLinks links =
        new MailResetLinks(
            coreFixture.outbox,
            new RecipientResolver(
                customers,
                coreFixture.resetTokens,
                coreFixture.tokenGenerator,
                coreFixture.settings,
                coreFixture.clock),
            coreFixture.budget,
            coreFixture.mail,
            coreFixture.stores,
            coreFixture.audit,
            coreFixture.unitOfWork,
            coreFixture.clock,
            CoreFixture.NO_DELAY,
            CoreFixture.OUTBOX_SETTINGS,
            Runnable::run);
    return () -> assertThat(links.mailDue(100, () -> false, NEVER)).isEqualTo(3);
  }

  @Test
  void aPoisonLetterDoesNotStopTheOthers() {
    coreFixture.put(new CustomerId("poison"), "poison@example.com", Customer.Status.ACTIVE, null);
    coreFixture.put(new CustomerId("refused"), "refused@example.com", Customer.Status.ACTIVE, null);
    coreFixture.mail.answer(letter ->
        switch (letter.to().id().value()) {
          case "poison" -> throw new IllegalStateException("a fault while writing");
          case "refused" -> Mailer.Delivery.REFUSED;
          default -> Mailer.Delivery.ACCEPTED;
        });
    coreFixture.request("poison@example.com");
    coreFixture.request("refused@example.com");
    coreFixture.request(MARIAS_EMAIL);

    assertThat(coreFixture.mailDue()).isEqualTo(3);

    assertThat(coreFixture.mail.links())
        .extracting(letter -> letter.to().id())
        .containsExactly(MARIA);
    assertThat(coreFixture.outbox.outcome(1)).isEmpty();
    assertThat(coreFixture.outbox.outcome(2)).contains(ResetOutbox.Outcome.UNDELIVERABLE);
    assertThat(coreFixture.outbox.outcome(3)).contains(ResetOutbox.Outcome.MAILED);
    assertThat(failures()).hasSize(1);
  }

  @Test
  void aPostponedMailIsTriedAgainAfterGrowingPausesAndThenArrivesWithAFreshToken() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.request(MARIAS_EMAIL);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      assertThat(coreFixture.mailDue()).isEqualTo(1);
      Duration pause =
          Duration.between(coreFixture.clock.instant(), coreFixture.outbox.nextDue().orElseThrow());
      assertThat(coreFixture.mailDue()).isZero();
      pauses.add(pause);
      coreFixture.clock.advance(pause);
    }
    assertThat(pauses).isSorted().startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(5));

    coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links().getFirst().token().secret())
        .isSameAs(coreFixture.tokenGenerator.given().getLast());
    assertThat(coreFixture.confirm(coreFixture.mail.links().getFirst().token(), CoreFixture.NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aMailThatNoServerTakesIsGivenUpVisiblyAfterFiveDays() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.clock.advance(Duration.ofDays(5));
    coreFixture.mailDue();
    assertThat(coreFixture.outbox.outcome(1)).isEmpty();

    coreFixture.clock.advance(Duration.ofMinutes(5));
    coreFixture.mailDue();

    assertThat(coreFixture.outbox.outcome(1)).contains(ResetOutbox.Outcome.ABANDONED);
    assertThat(failures()).hasSize(1);
    assertThat(coreFixture.outbox.nextDue()).isEmpty();
  }

  @Test
  void aLinkWithLessThanATenthOfItsLifeLeftIsNotMailedButWrittenAnew() {
    coreFixture.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    coreFixture.set(Setting.LINK_LIFETIME, "PT20S");
    coreFixture.mail.answer(letter -> {
      if (letter.to().id().value().equals("slow")) {
        coreFixture.clock.advance(Duration.ofSeconds(18).plusMillis(1));
      }
      return Mailer.Delivery.ACCEPTED;
    });
    coreFixture.request("slow@example.com");
    coreFixture.request(MARIAS_EMAIL);

    coreFixture.mailDue();
    assertThat(coreFixture.mail.links()).hasSize(1);
    coreFixture.clock.advance(Duration.ofSeconds(2));
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(2);
    var letter = coreFixture.mail.links().getLast();
    assertThat(letter.expiresAt()).isEqualTo(coreFixture.clock.instant().plusSeconds(20));
    assertThat(coreFixture.validateResetToken.validate(letter.token()))
        .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
  }

  @Test
  void noMailIsBegunWhoseClaimCouldEndUnderIt() {
    coreFixture.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    coreFixture.mail.answer(_ -> {
      coreFixture.clock.advance(Duration.ofSeconds(46));
      return Mailer.Delivery.ACCEPTED;
    });
    coreFixture.request("slow@example.com");
    coreFixture.request(MARIAS_EMAIL);

    coreFixture.mailDue();
    assertThat(coreFixture.mail.links()).hasSize(1);
    coreFixture.clock.advance(Duration.ofSeconds(2));
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(2);
  }

  @Test
  void aMailThatTheServerMayHaveTakenIsRepeatedEverLater() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.UNKNOWN);
    coreFixture.request(MARIAS_EMAIL);

    coreFixture.mailDue();
    coreFixture.clock.advance(Duration.ofSeconds(2));
    assertThat(coreFixture.mailDue()).isEqualTo(1);
    coreFixture.clock.advance(Duration.ofSeconds(7));
    assertThat(coreFixture.mailDue()).isZero();
    coreFixture.clock.advance(Duration.ofSeconds(1));
    assertThat(coreFixture.mailDue()).isEqualTo(1);
  }

  @Test
  void aMailThatMayHaveBeenTakenIsRepeatedSoonHoweverOftenItWasPostponedBefore() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.request(MARIAS_EMAIL);
    for (int i = 0; i < 8; i++) {
      coreFixture.mailDue();
      coreFixture.clock.advance(
          Duration.between(
              coreFixture.clock.instant(), coreFixture.outbox.nextDue().orElseThrow()));
    }
    coreFixture.mail.answer(_ -> Mailer.Delivery.UNKNOWN);

    coreFixture.mailDue();

    coreFixture.clock.advance(Duration.ofSeconds(2));
    assertThat(coreFixture.mailDue()).isEqualTo(1);
  }

  @Test
  void aReplicaWhoseClockIsDaysAheadGivesNothingUp() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.request(MARIAS_EMAIL);

    assertThat(
            mailDueBy(
                coreFixture.unitOfWork,
                Runnable::run,
                () -> CoreFixture.START.plus(Duration.ofDays(6)),
                NEVER))
        .isEqualTo(1);

    assertThat(coreFixture.outbox.outcome(1)).isEmpty();
    assertThat(coreFixture.outbox.nextDue()).contains(CoreFixture.START.plusSeconds(2));
  }

  @Test
  void whatWasMailedIsSettledWhenTheDatabaseIsBack() {
    coreFixture.request(MARIAS_EMAIL);
    AtomicInteger outages = new AtomicInteger(2);
    UnitOfWork away =
        new UnitOfWork() {
          @Override
          public <T> T run(Supplier<T> work) {
            if (outages.getAndDecrement() > 0) {
              throw new TemporarilyUnavailable("away", Duration.ofSeconds(1), null);
            }
            return coreFixture.unitOfWork.run(work);
          }
        };

    assertThat(mailDueBy(away, Runnable::run, coreFixture.clock, NEVER)).isEqualTo(1);

    assertThat(coreFixture.outbox.outcome(1)).contains(ResetOutbox.Outcome.MAILED);
    assertThat(coreFixture.mail.links()).hasSize(1);
  }

  // whoever waits for what hangs waits for ever, and can't be interrupted
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aServiceThatStopsSettlesWhatIsMailedAndLeavesWhatHangsToItsLease() {
    coreFixture.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    coreFixture.request("slow@example.com");
    coreFixture.request(MARIAS_EMAIL);
    List<Runnable> hanging = new ArrayList<>();
    Executor firstHangs =
        task -> {
          if (hanging.isEmpty()) {
            hanging.add(task);
          } else {
            task.run();
          }
        };

    mailDueBy(
        coreFixture.unitOfWork,
        firstHangs,
        coreFixture.clock,
        CompletableFuture.completedFuture(true));

    assertThat(coreFixture.outbox.outcome(1)).isEmpty();
    assertThat(coreFixture.outbox.outcome(2)).contains(ResetOutbox.Outcome.MAILED);
    coreFixture.clock.advance(CoreFixture.OUTBOX_SETTINGS.lease());
    assertThat(coreFixture.mailDue()).isEqualTo(1);
  }

  @Test
  void aServiceThatStopsHandsBackWhatItHasNotBegun() {
    coreFixture.request(MARIAS_EMAIL);

    coreFixture.mailDue(() -> true, new CompletableFuture<>());
    assertThat(coreFixture.mail.accepted()).isEmpty();

    assertThat(coreFixture.mailDue()).isEqualTo(1);
    assertThat(coreFixture.mail.links()).hasSize(1);
  }

  @Test
  void aRequestWhoseWorkerCrashedIsMailedWhenItsClaimEnds() {
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.mail.answer(_ -> {
      throw new StackOverflowError("the machine is gone");
    });
    try {
      coreFixture.mailDue();
    } catch (CompletionException crash) {
      assertThat(crash).hasCauseInstanceOf(StackOverflowError.class);
    }
    coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);
    assertThat(coreFixture.mailDue()).isZero();

    coreFixture.clock.advance(CoreFixture.OUTBOX_SETTINGS.lease());
    assertThat(coreFixture.mailDue()).isEqualTo(1);

    assertThat(coreFixture.mail.links()).hasSize(1);
    assertThat(coreFixture.tokenGenerator.given())
        .allMatch(secret ->
            coreFixture.validateResetToken.validate(new ResetToken(secret))
                instanceof ValidateResetToken.Outcome.Usable);
  }

  @Test
  void nobodyIsMailedAtAnAddressThatWasGivenUpBeforeTheLookUp() {
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);

    coreFixture.mailDue();

    assertThat(coreFixture.mail.accepted()).isEmpty();
    assertThat(coreFixture.outbox.outcome(1)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
  }

  @Test
  void aCustomerWhoChangesBetweenLookUpAndMailIsLookedUpAgain() {
    coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);
    coreFixture.tokenGenerator.meanwhile(
        () -> coreFixture.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null));

    coreFixture.mailDue();
    assertThat(coreFixture.mail.accepted()).isEmpty();
    coreFixture.mailDue();

    var letter = coreFixture.mail.links().getFirst();
    assertThat(letter.to().requireEmail().value()).isEqualTo("elsewhere@example.com");
    assertThat(coreFixture.confirm(letter.token(), CoreFixture.NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void theRequestIsInTheTrailWithItsOwnTimeAndPlace() {
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.clock.advance(Duration.ofSeconds(7));

    coreFixture.mailDue();

    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_REQUESTED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.at()).isEqualTo(CoreFixture.START);
          assertThat(event.origin()).isEqualTo(CoreFixture.VISITOR);
          assertThat(event.customer()).isEqualTo(MARIA);
        });
  }

  @Test
  void aRequestThatWaitsForTheMailServerIsOnTheTrailWhileItWaitsAndOnlyOnce() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    coreFixture.request(MARIAS_EMAIL);
    coreFixture.mailDue();
    assertThat(requested()).hasSize(1);

    coreFixture.clock.advance(Duration.ofMinutes(1));
    coreFixture.mailDue();
    coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);
    coreFixture.clock.advance(Duration.ofMinutes(1));
    coreFixture.mailDue();

    assertThat(coreFixture.audit.all())
        .extracting(AuditEvent::type)
        .endsWith(
            AuditEvent.Type.PASSWORD_RESET_REQUESTED, AuditEvent.Type.PASSWORD_RESET_MAIL_SENT);
    assertThat(requested()).hasSize(1);
  }

  private List<AuditEvent> requested() {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_REQUESTED)
        .toList();
  }

  /// Mails as another replica would.
  private int mailDueBy(
      UnitOfWork unitOfWork,
      Executor senders,
      InstantSource clock,
      CompletableFuture<?> gracePeriodEnd) {
    return new MailResetLinks(
            coreFixture.outbox,
            new RecipientResolver(
                coreFixture.customers,
                coreFixture.resetTokens,
                coreFixture.tokenGenerator,
                coreFixture.settings,
                clock),
            coreFixture.budget,
            coreFixture.mail,
            coreFixture.stores,
            coreFixture.audit,
            unitOfWork,
            clock,
            CoreFixture.NO_DELAY,
            CoreFixture.OUTBOX_SETTINGS,
            senders)
        .mailDue(100, () -> false, gracePeriodEnd);
  }

  private List<AuditEvent> failures() {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_MAIL_FAILED)
        .filter(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .toList();
  }
}
