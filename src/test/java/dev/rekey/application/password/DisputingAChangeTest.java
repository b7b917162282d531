package dev.rekey.application.password;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.OLD;
import static dev.rekey.application.CoreFixture.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.settings.Setting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisputingAChangeTest {
  private static final String THIEFS = "thiefs-password";

  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void aThiefWhoChangedThePasswordIsOutAndMariaGetsALink() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    AccessToken thief = coreFixture.signedIn(THIEFS);
    AccessToken integration = coreFixture.issued("erp");
    ResetToken open = coreFixture.mailedToken();
    int links = coreFixture.mail.links().size();

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);

    assertThat(coreFixture.counts(thief)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.signIn(THIEFS)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.maria().hasPassword()).isFalse();
    assertThat(coreFixture.confirm(open, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(coreFixture.mailDue()).isEqualTo(1);
    assertThat(coreFixture.mail.links()).hasSize(links + 1);
    Mailer.Email.ResetEmail letter = coreFixture.mail.links().getLast();
    assertThat(letter.to().requireEmail().value()).isEqualTo(MARIAS_EMAIL);
    assertThat(letter.cause()).isEqualTo(Mailer.Email.Cause.DISPUTE);
    assertThat(coreFixture.confirm(letter.token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
    coreFixture.signedIn(NEW);
  }

  @Test
  void theTrailAndTheReceiversHearOfIt() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    coreFixture.signedIn(THIEFS);
    int before = coreFixture.securityEvents.all().size();

    dispute(notMe);

    assertThat(coreFixture.securityEvents.all().getLast().types())
        .containsExactly(SecurityEvents.Type.SESSION_REVOKED);
    assertThat(coreFixture.securityEvents.all()).hasSize(before + 1);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_DISPUTED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.SUCCESS);
          assertThat(event.actor()).isEqualTo(MARIA.value());
          assertThat(event.origin()).isEqualTo(VISITOR);
        });
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        // the sign-in that made the change lives on until now
        .satisfies(event -> assertThat(event.count()).isEqualTo(2));
  }

  @Test
  void oneLinkWorksOnceAndMakesOneMail() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    dispute(notMe);
    int events = coreFixture.audit.all().size();

    for (int i = 0; i < 30; i++) {
      assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    }

    assertThat(coreFixture.mailDue()).isEqualTo(1);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_DISPUTED)
        .filteredOn(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .hasSize(10)
        .allSatisfy(event -> assertThat(event.actor()).isNull());
    assertThat(coreFixture.audit.all()).hasSizeLessThan(events + 15);
  }

  @Test
  void theMailComesAlsoWhereTheThiefUsedUpTheLimits() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    coreFixture.set(Setting.MAX_REQUESTS_PER_HOUR, "1");
    coreFixture.set(Setting.ADMIN_MAX_REQUESTS_PER_HOUR, "1");
    coreFixture.request(MARIAS_EMAIL);
    assertThat(coreFixture.request(MARIAS_EMAIL)).isInstanceOf(RateLimitDecision.Limited.class);
    coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR);
    coreFixture.mailDue();

    dispute(notMe);

    assertThat(coreFixture.mailDue()).isEqualTo(1);
    assertThat(coreFixture.confirm(coreFixture.mail.links().getLast().token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void theNoticesOfOneHourAreOneMailAndTheLastChangeIsReportedAfterIt() {
    coreFixture.set(Setting.MAX_PASSWORD_CHANGES_PER_HOUR, "0");
    changedByThief(OLD, "thiefs-0");
    for (int i = 0; i < 11; i++) {
      change("thiefs-" + i, "thiefs-" + (i + 1));
      coreFixture.performBackgroundWork();
    }
    assertThat(coreFixture.mail.notices()).hasSize(1);

    coreFixture.clock.advance(Duration.ofHours(1));
    coreFixture.performBackgroundWork();

    assertThat(coreFixture.mail.notices()).hasSize(2);
    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(dispute(dispute(coreFixture.mail.notices().getLast())))
        .isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void aNoticeWhoseFirstAttemptFailedIsRetriedAtOnce() {
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    change(OLD, THIEFS);
    coreFixture.performBackgroundWork();
    coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);

    coreFixture.performBackgroundWork();

    assertThat(coreFixture.mail.notices()).hasSize(1);
  }

  @Test
  void aSecondChangeByTheThiefKillsNoLink() {
    // each notice is a mail of its own
    coreFixture.set(Setting.MAX_MAILS_PER_HOUR, "0");
    DisputeToken first = changedByThief(OLD, THIEFS);
    DisputeToken second = changedByThief(THIEFS, "thiefs-second");

    assertThat(dispute(first)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
    assertThat(coreFixture.signIn("thiefs-second")).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(dispute(second)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    assertThat(coreFixture.mailDue()).isEqualTo(1);
  }

  @Test
  void theLinkOfASecondChangeWorksToo() {
    // each notice is a mail of its own
    coreFixture.set(Setting.MAX_MAILS_PER_HOUR, "0");
    changedByThief(OLD, THIEFS);
    DisputeToken second = changedByThief(THIEFS, "thiefs-second");

    assertThat(dispute(second)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void afterMariaSetAPasswordHerselfAnOldLinkDoesNotShutHerOut() {
    DisputeToken old = changedByThief(OLD, THIEFS);
    coreFixture.confirm(coreFixture.mailedToken(), NEW);

    assertThat(dispute(old)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    coreFixture.signedIn(NEW);
  }

  @Test
  void aNoticeThatIsWrittenAfterMariaSetAPasswordHerselfHasNoLinkForTheChangeBefore() {
    // each notice is a mail of its own
    coreFixture.set(Setting.MAX_MAILS_PER_HOUR, "0");
    change(OLD, THIEFS);
    coreFixture.confirm(coreFixture.mailedToken(), NEW);

    coreFixture.performBackgroundWork();

    assertThat(coreFixture.mail.notices()).hasSize(2);
    assertThat(coreFixture.mail.notices().getFirst().dispute()).isNull();
    DisputeToken ofTheReset = dispute(coreFixture.mail.notices().getLast());
    assertThat(dispute(ofTheReset)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void aPasswordFromTheShopSettlesWhatWasBefore() {
    DisputeToken old = changedByThief(OLD, THIEFS);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, "provisioned-anew");

    assertThat(dispute(old)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    coreFixture.signedIn("provisioned-anew");
  }

  @Test
  void aLinkIsDeadAfterTheEmailChangedAlsoIfItIsChangedBack() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    coreFixture.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    coreFixture.signedIn(THIEFS);
    assertThat(coreFixture.mailDue()).isZero();
  }

  @Test
  void aLinkWorksForAWeekAndNotAMomentLonger() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    coreFixture.clock.advance(CoreFixture.DISPUTE_LIFETIME.minusMillis(1));
    DisputeToken other = changedByThief(THIEFS, "thiefs-second");
    coreFixture.clock.advance(Duration.ofMillis(1));

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Expired.class);
    assertThat(dispute(other)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void aTokenThatNobodyHasDoesNothing() {
    changedByThief(OLD, THIEFS);
    int events = coreFixture.audit.all().size();

    assertThat(dispute(new DisputeToken(Secret.of(ByteBuffer.allocate(32).putInt(9).array()))))
        .isInstanceOf(DisputePasswordChange.Outcome.Unknown.class);

    assertThat(coreFixture.audit.all()).hasSize(events);
    coreFixture.signedIn(THIEFS);
  }

  @Test
  void aLinkToSetAPasswordDisputesNothingAndOneOfANoticeSetsNone() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    ResetToken reset = coreFixture.mailedToken();

    assertThat(dispute(new DisputeToken(reset.secret())))
        .isInstanceOf(DisputePasswordChange.Outcome.Unknown.class);
    assertThat(coreFixture.confirm(new ResetToken(notMe.secret()), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
  }

  @Test
  void aDisabledAccountIsSignedOutTooAndGetsNoMail() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
    int links = coreFixture.mail.links().size();
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(links);
    assertThat(coreFixture.maria().hasPassword()).isFalse();
  }

  @Test
  void theNoticeGoesOutAlsoWhereItsLinkCantBeStored() {
    PasswordDisputes broken =
        new PasswordDisputes() {
          @Override
          public long changing(CustomerId customer, boolean settling) {
            return 1;
          }

          @Override
          public boolean store(Digest token, CustomerId customer, long change, Duration lifetime) {
            throw new IllegalStateException("out of order");
          }

          @Override
          public Optional<Found> find(Digest token) {
            return Optional.empty();
          }

          @Override
          public boolean consume(Digest token) {
            return false;
          }

          @Override
          public boolean countRefusal(Digest token, int most) {
            return false;
          }
        };
    MailPasswordChangeNotice mailPasswordChangeNotice =
        new MailPasswordChangeNotice(
            coreFixture.customers,
            broken,
            coreFixture.tokenGenerator,
            CoreFixture.DISPUTE_LIFETIME,
            coreFixture.rateLimiter,
            coreFixture.settings,
            coreFixture.budget,
            coreFixture.mail,
            coreFixture.stores,
            coreFixture.audit,
            coreFixture.clock);

    assertThat(
            mailPasswordChangeNotice.mail(
                new BackgroundWork.Task.NoticeMail(MARIA, CoreFixture.START, 2)))
        .isEqualTo(BackgroundWork.Progress.ENDED);

    assertThat(coreFixture.mail.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.dispute()).isNull());
  }

  /// The thief, who is signed in with `current`, changes the password. Answers what the notice has.
  private DisputeToken changedByThief(String current, String replacement) {
    change(current, replacement);
    coreFixture.performBackgroundWork();
    return dispute(coreFixture.mail.notices().getLast());
  }

  private void change(String current, String replacement) {
    assertThat(
            coreFixture.changePassword.change(
                coreFixture.signedIn(current),
                Password.of(current),
                Password.of(replacement),
                null,
                VISITOR))
        .isInstanceOf(ChangePassword.Outcome.Changed.class);
  }

  private static DisputeToken dispute(Mailer.Email.NoticeEmail notice) {
    return Optional.ofNullable(notice.dispute()).orElseThrow().token();
  }

  private DisputePasswordChange.Outcome dispute(DisputeToken token) {
    return coreFixture.disputePasswordChange.dispute(token, VISITOR);
  }
}
