package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.Admission;
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

  private final Rekey rekey = Rekey.withMaria();

  @Test
  void aDisabledAnUnknownAndAPasswordlessAccountGetTheSameAnswer() {
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    rekey.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);

    assertThat(rekey.request(MARIAS_EMAIL)).isInstanceOf(Admission.Admitted.class);
    assertThat(rekey.request("nobody@example.com")).isInstanceOf(Admission.Admitted.class);
    assertThat(rekey.request("new@example.com")).isInstanceOf(Admission.Admitted.class);
    rekey.mailDue();

    assertThat(rekey.mail.links())
        .extracting(letter -> letter.to().id())
        .containsExactly(new CustomerId("new"));
    assertThat(rekey.outbox.outcome(1)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
    assertThat(rekey.outbox.outcome(2)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
    assertThat(rekey.outbox.outcome(3)).contains(ResetOutbox.Outcome.MAILED);
  }

  @Test
  void knownAndUnknownAddressesMeetTheSameLimits() {
    List<List<Class<?>>> answers = new ArrayList<>();
    for (String email : List.of(MARIAS_EMAIL, "nobody@example.com")) {
      List<Class<?>> sequence = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sequence.add(rekey.request(email).getClass());
        rekey.mailDue();
      }
      answers.add(sequence);
    }

    assertThat(answers.getFirst()).isEqualTo(answers.getLast()).contains(Admission.Refused.class);
  }

  @Test
  void aLockedAccountIsMailedAndTheResetUnlocksIt() {
    for (int i = 0; i < 10; i++) {
      rekey.signIn("wrong");
    }
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    rekey.request(MARIAS_EMAIL);
    rekey.mailDue();

    // at once, before the lock ends by itself
    rekey.confirm(rekey.mail.links().getFirst().token(), Rekey.NEW);

    assertThat(rekey.maria().lockedUntil()).isNull();
    assertThat(rekey.signIn(Rekey.NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void anAdministratorsRequestIsMailedToTheCustomerAndSaysSo() {
    var outcome = rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR);
    rekey.mailDue();

    assertThat(outcome).isInstanceOf(TriggerPasswordReset.Outcome.Decided.class);
    assertThat(rekey.mail.links())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.cause()).isEqualTo(Mail.Letter.Cause.ADMINISTRATOR);
          assertThat(letter.to().id()).isEqualTo(MARIA);
        });
    assertThat(rekey.triggerPasswordReset.trigger(new CustomerId("x"), Rekey.ADMINISTRATOR))
        .isInstanceOf(TriggerPasswordReset.Outcome.UnknownCustomer.class);
  }

  @Test
  void visitorsWhoUseUpTheirLimitDoNotKeepSupportFromHelping() {
    for (int i = 0; i < 10; i++) {
      rekey.request(MARIAS_EMAIL);
      rekey.clock.advance(Duration.ofMinutes(10));
    }

    assertThat(rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR))
        .isInstanceOfSatisfying(
            TriggerPasswordReset.Outcome.Decided.class,
            decided -> assertThat(decided.admission()).isInstanceOf(Admission.Admitted.class));
  }

  @Test
  void anAdministratorsRequestOverTheLimitIsOnTheTrail() {
    for (int i = 0; i < 5; i++) {
      rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR);
    }
    assertThat(requested()).isEmpty();

    rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR);

    assertThat(requested())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEvent.Type.PASSWORD_RESET_REQUESTED);
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(Rekey.ADMINISTRATOR);
        });
  }

  @Test
  void theMailGoesToTheStoredAddressAsTheCustomerWritesIt() {
    rekey.put(MARIA, "Maria@Example.com", Customer.Status.ACTIVE, null);

    rekey.request("mARIA@eXAMPLE.COM");
    rekey.mailDue();

    assertThat(rekey.mail.links().getFirst().to().mailbox().value()).isEqualTo("Maria@Example.com");
  }

  @Test
  void aRequestThatCannotBeLookedUpDoesNotStopTheOthers() {
    rekey.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);
    rekey.request(MARIAS_EMAIL);
    rekey.request("poison@example.com");
    rekey.request("new@example.com");

    mailing("poison@example.com").run();

    assertThat(rekey.mail.links())
        .extracting(letter -> letter.to().id())
        .containsExactlyInAnyOrder(MARIA, new CustomerId("new"));
    assertThat(rekey.outbox.outcome(2)).as("is looked up later").isEmpty();
    rekey.clock.advance(Duration.ofMinutes(10));
    rekey.mailDue();
    assertThat(rekey.outbox.outcome(2)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
  }

  /// Mails what is due, while nothing can be said of one address.
  private Runnable mailing(String poison) {
    Digest unknowable = Rekey.email(poison).digest();
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
                  return method.invoke(rekey.customers, arguments);
                });
    MailResetLinks links =
        new MailResetLinks(
            rekey.outbox,
            new Recipients(
                customers, rekey.resetTokens, rekey.tokenSource, rekey.settings, rekey.clock),
            rekey.mail,
            rekey.stores,
            rekey.audit,
            rekey.unitOfWork,
            rekey.clock,
            Rekey.NO_DELAY,
            Rekey.OUTBOX_SETTINGS,
            Runnable::run);
    return () -> assertThat(links.mailDue(100, () -> false, NEVER)).isEqualTo(3);
  }

  @Test
  void aPoisonLetterDoesNotStopTheOthers() {
    rekey.put(new CustomerId("poison"), "poison@example.com", Customer.Status.ACTIVE, null);
    rekey.put(new CustomerId("refused"), "refused@example.com", Customer.Status.ACTIVE, null);
    rekey.mail.answer(letter ->
        switch (letter.to().id().value()) {
          case "poison" -> throw new IllegalStateException("a fault while writing");
          case "refused" -> Mail.Delivery.REFUSED;
          default -> Mail.Delivery.ACCEPTED;
        });
    rekey.request("poison@example.com");
    rekey.request("refused@example.com");
    rekey.request(MARIAS_EMAIL);

    assertThat(rekey.mailDue()).isEqualTo(3);

    assertThat(rekey.mail.links()).extracting(letter -> letter.to().id()).containsExactly(MARIA);
    assertThat(rekey.outbox.outcome(1)).isEmpty();
    assertThat(rekey.outbox.outcome(2)).contains(ResetOutbox.Outcome.UNDELIVERABLE);
    assertThat(rekey.outbox.outcome(3)).contains(ResetOutbox.Outcome.MAILED);
    assertThat(failures()).hasSize(1);
  }

  @Test
  void aPostponedMailIsTriedAgainAfterGrowingPausesAndThenArrivesWithAFreshToken() {
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    rekey.request(MARIAS_EMAIL);
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      assertThat(rekey.mailDue()).isEqualTo(1);
      Duration pause =
          Duration.between(rekey.clock.instant(), rekey.outbox.nextDue().orElseThrow());
      assertThat(rekey.mailDue()).isZero();
      pauses.add(pause);
      rekey.clock.advance(pause);
    }
    assertThat(pauses).isSorted().startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(pauses.getLast()).isEqualTo(Duration.ofMinutes(5));

    rekey.mail.answer(_ -> Mail.Delivery.ACCEPTED);
    rekey.mailDue();

    assertThat(rekey.mail.links().getFirst().token().secret())
        .isSameAs(rekey.tokenSource.given().getLast());
    assertThat(rekey.confirm(rekey.mail.links().getFirst().token(), Rekey.NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aMailThatNoServerTakesIsGivenUpVisiblyAfterFiveDays() {
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    rekey.request(MARIAS_EMAIL);
    rekey.clock.advance(Duration.ofDays(5));
    rekey.mailDue();
    assertThat(rekey.outbox.outcome(1)).isEmpty();

    rekey.clock.advance(Duration.ofMinutes(5));
    rekey.mailDue();

    assertThat(rekey.outbox.outcome(1)).contains(ResetOutbox.Outcome.GAVE_UP);
    assertThat(failures()).hasSize(1);
    assertThat(rekey.outbox.nextDue()).isEmpty();
  }

  @Test
  void aLinkWithLessThanATenthOfItsLifeLeftIsNotMailedButWrittenAnew() {
    rekey.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    rekey.set(Setting.LINK_LIFETIME, "PT20S");
    rekey.mail.answer(letter -> {
      if (letter.to().id().value().equals("slow")) {
        rekey.clock.advance(Duration.ofSeconds(18).plusMillis(1));
      }
      return Mail.Delivery.ACCEPTED;
    });
    rekey.request("slow@example.com");
    rekey.request(MARIAS_EMAIL);

    rekey.mailDue();
    assertThat(rekey.mail.links()).hasSize(1);
    rekey.clock.advance(Duration.ofSeconds(2));
    rekey.mailDue();

    assertThat(rekey.mail.links()).hasSize(2);
    var letter = rekey.mail.links().getLast();
    assertThat(letter.expiresAt()).isEqualTo(rekey.clock.instant().plusSeconds(20));
    assertThat(rekey.validateResetToken.validate(letter.token()))
        .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
  }

  @Test
  void noMailIsBegunWhoseClaimCouldEndUnderIt() {
    rekey.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    rekey.mail.answer(_ -> {
      rekey.clock.advance(Duration.ofSeconds(46));
      return Mail.Delivery.ACCEPTED;
    });
    rekey.request("slow@example.com");
    rekey.request(MARIAS_EMAIL);

    rekey.mailDue();
    assertThat(rekey.mail.links()).hasSize(1);
    rekey.clock.advance(Duration.ofSeconds(2));
    rekey.mailDue();

    assertThat(rekey.mail.links()).hasSize(2);
  }

  @Test
  void aMailThatTheServerMayHaveTakenIsRepeatedEverLater() {
    rekey.mail.answer(_ -> Mail.Delivery.UNCLEAR);
    rekey.request(MARIAS_EMAIL);

    rekey.mailDue();
    rekey.clock.advance(Duration.ofSeconds(2));
    assertThat(rekey.mailDue()).isEqualTo(1);
    rekey.clock.advance(Duration.ofSeconds(7));
    assertThat(rekey.mailDue()).isZero();
    rekey.clock.advance(Duration.ofSeconds(1));
    assertThat(rekey.mailDue()).isEqualTo(1);
  }

  @Test
  void aMailThatMayHaveBeenTakenIsRepeatedSoonHoweverOftenItWasPostponedBefore() {
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    rekey.request(MARIAS_EMAIL);
    for (int i = 0; i < 8; i++) {
      rekey.mailDue();
      rekey.clock.advance(
          Duration.between(rekey.clock.instant(), rekey.outbox.nextDue().orElseThrow()));
    }
    rekey.mail.answer(_ -> Mail.Delivery.UNCLEAR);

    rekey.mailDue();

    rekey.clock.advance(Duration.ofSeconds(2));
    assertThat(rekey.mailDue()).isEqualTo(1);
  }

  @Test
  void aReplicaWhoseClockIsDaysAheadGivesNothingUp() {
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    rekey.request(MARIAS_EMAIL);

    assertThat(
            mailDueBy(
                rekey.unitOfWork, Runnable::run, () -> Rekey.START.plus(Duration.ofDays(6)), NEVER))
        .isEqualTo(1);

    assertThat(rekey.outbox.outcome(1)).isEmpty();
    assertThat(rekey.outbox.nextDue()).contains(Rekey.START.plusSeconds(2));
  }

  @Test
  void whatWasMailedIsSettledWhenTheDatabaseIsBack() {
    rekey.request(MARIAS_EMAIL);
    AtomicInteger outages = new AtomicInteger(2);
    UnitOfWork away =
        new UnitOfWork() {
          @Override
          public <T> T run(Supplier<T> work) {
            if (outages.getAndDecrement() > 0) {
              throw new TemporarilyUnavailable("away", Duration.ofSeconds(1), null);
            }
            return rekey.unitOfWork.run(work);
          }
        };

    assertThat(mailDueBy(away, Runnable::run, rekey.clock, NEVER)).isEqualTo(1);

    assertThat(rekey.outbox.outcome(1)).contains(ResetOutbox.Outcome.MAILED);
    assertThat(rekey.mail.links()).hasSize(1);
  }

  // whoever waits for what hangs waits for ever, and can't be interrupted
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aServiceThatStopsSettlesWhatIsMailedAndLeavesWhatHangsToItsLease() {
    rekey.put(new CustomerId("slow"), "slow@example.com", Customer.Status.ACTIVE, null);
    rekey.request("slow@example.com");
    rekey.request(MARIAS_EMAIL);
    List<Runnable> hanging = new ArrayList<>();
    Executor firstHangs =
        task -> {
          if (hanging.isEmpty()) {
            hanging.add(task);
          } else {
            task.run();
          }
        };

    mailDueBy(rekey.unitOfWork, firstHangs, rekey.clock, CompletableFuture.completedFuture(true));

    assertThat(rekey.outbox.outcome(1)).isEmpty();
    assertThat(rekey.outbox.outcome(2)).contains(ResetOutbox.Outcome.MAILED);
    rekey.clock.advance(Rekey.OUTBOX_SETTINGS.lease());
    assertThat(rekey.mailDue()).isEqualTo(1);
  }

  @Test
  void aServiceThatStopsHandsBackWhatItHasNotBegun() {
    rekey.request(MARIAS_EMAIL);

    rekey.mailDue(() -> true, new CompletableFuture<>());
    assertThat(rekey.mail.accepted()).isEmpty();

    assertThat(rekey.mailDue()).isEqualTo(1);
    assertThat(rekey.mail.links()).hasSize(1);
  }

  @Test
  void aRequestWhoseWorkerCrashedIsMailedWhenItsClaimEnds() {
    rekey.request(MARIAS_EMAIL);
    rekey.mail.answer(_ -> {
      throw new StackOverflowError("the machine is gone");
    });
    try {
      rekey.mailDue();
    } catch (CompletionException crash) {
      assertThat(crash).hasCauseInstanceOf(StackOverflowError.class);
    }
    rekey.mail.answer(_ -> Mail.Delivery.ACCEPTED);
    assertThat(rekey.mailDue()).isZero();

    rekey.clock.advance(Rekey.OUTBOX_SETTINGS.lease());
    assertThat(rekey.mailDue()).isEqualTo(1);

    assertThat(rekey.mail.links()).hasSize(1);
    assertThat(rekey.tokenSource.given())
        .allMatch(secret ->
            rekey.validateResetToken.validate(new ResetToken(secret))
                instanceof ValidateResetToken.Outcome.Usable);
  }

  @Test
  void nobodyIsMailedAtAnAddressThatWasGivenUpBeforeTheLookUp() {
    rekey.request(MARIAS_EMAIL);
    rekey.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);

    rekey.mailDue();

    assertThat(rekey.mail.accepted()).isEmpty();
    assertThat(rekey.outbox.outcome(1)).contains(ResetOutbox.Outcome.NO_ACCOUNT);
  }

  @Test
  void aCustomerWhoChangesBetweenLookUpAndMailIsLookedUpAgain() {
    rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR);
    rekey.tokenSource.meanwhile(
        () -> rekey.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null));

    rekey.mailDue();
    assertThat(rekey.mail.accepted()).isEmpty();
    rekey.mailDue();

    var letter = rekey.mail.links().getFirst();
    assertThat(letter.to().mailbox().value()).isEqualTo("elsewhere@example.com");
    assertThat(rekey.confirm(letter.token(), Rekey.NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void theRequestIsInTheTrailWithItsOwnTimeAndPlace() {
    rekey.request(MARIAS_EMAIL);
    rekey.clock.advance(Duration.ofSeconds(7));

    rekey.mailDue();

    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_REQUESTED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.at()).isEqualTo(Rekey.START);
          assertThat(event.origin()).isEqualTo(Rekey.VISITOR);
          assertThat(event.customer()).isEqualTo(MARIA);
        });
  }

  @Test
  void aRequestThatWaitsForTheMailServerIsOnTheTrailWhileItWaitsAndOnlyOnce() {
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    rekey.request(MARIAS_EMAIL);
    rekey.mailDue();
    assertThat(requested()).hasSize(1);

    rekey.clock.advance(Duration.ofMinutes(1));
    rekey.mailDue();
    rekey.mail.answer(_ -> Mail.Delivery.ACCEPTED);
    rekey.clock.advance(Duration.ofMinutes(1));
    rekey.mailDue();

    assertThat(rekey.audit.all())
        .extracting(AuditEvent::type)
        .endsWith(
            AuditEvent.Type.PASSWORD_RESET_REQUESTED, AuditEvent.Type.PASSWORD_RESET_MAIL_SENT);
    assertThat(requested()).hasSize(1);
  }

  private List<AuditEvent> requested() {
    return rekey.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_REQUESTED)
        .toList();
  }

  /// Mails as another replica would.
  private int mailDueBy(
      UnitOfWork unitOfWork, Executor senders, InstantSource clock, CompletableFuture<?> lastCall) {
    return new MailResetLinks(
            rekey.outbox,
            new Recipients(
                rekey.customers, rekey.resetTokens, rekey.tokenSource, rekey.settings, clock),
            rekey.mail,
            rekey.stores,
            rekey.audit,
            unitOfWork,
            clock,
            Rekey.NO_DELAY,
            Rekey.OUTBOX_SETTINGS,
            senders)
        .mailDue(100, () -> false, lastCall);
  }

  private List<AuditEvent> failures() {
    return rekey.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_RESET_MAIL_FAILED)
        .filter(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .toList();
  }
}
