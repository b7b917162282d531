package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.OLD;
import static dev.rekey.application.Rekey.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Secret;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.settings.Setting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisputingAChangeTest {
  private static final String THIEFS = "thiefs-password";

  private final Rekey rekey = Rekey.withMaria();

  @Test
  void aThiefWhoChangedThePasswordIsOutAndMariaGetsALink() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    AccessToken thief = rekey.signedIn(THIEFS);
    AccessToken integration = rekey.issued("erp");
    ResetToken open = rekey.mailedToken();
    int links = rekey.mail.links().size();

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);

    assertThat(rekey.counts(thief)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.signIn(THIEFS)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.maria().hasPassword()).isFalse();
    assertThat(rekey.confirm(open, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(rekey.mailDue()).isEqualTo(1);
    assertThat(rekey.mail.links()).hasSize(links + 1);
    Mail.Letter.ResetLetter letter = rekey.mail.links().getLast();
    assertThat(letter.to().mailbox().value()).isEqualTo(MARIAS_EMAIL);
    assertThat(letter.cause()).isEqualTo(Mail.Letter.Cause.DISPUTE);
    assertThat(rekey.confirm(letter.token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
    rekey.signedIn(NEW);
  }

  @Test
  void theTrailAndTheReceiversHearOfIt() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    rekey.signedIn(THIEFS);
    int before = rekey.securityEvents.all().size();

    dispute(notMe);

    assertThat(rekey.securityEvents.all().getLast().types())
        .containsExactly(SecurityEvents.Type.SESSION_REVOKED);
    assertThat(rekey.securityEvents.all()).hasSize(before + 1);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_DISPUTED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.SUCCESS);
          assertThat(event.actor()).isEqualTo(MARIA.value());
          assertThat(event.origin()).isEqualTo(VISITOR);
        });
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        // the sign-in that made the change lives on until now
        .satisfies(event -> assertThat(event.count()).isEqualTo(2));
  }

  @Test
  void oneLinkWorksOnceAndMakesOneMail() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    dispute(notMe);
    int events = rekey.audit.all().size();

    for (int i = 0; i < 30; i++) {
      assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    }

    assertThat(rekey.mailDue()).isEqualTo(1);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_DISPUTED)
        .filteredOn(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .hasSize(10)
        .allSatisfy(event -> assertThat(event.actor()).isNull());
    assertThat(rekey.audit.all()).hasSizeLessThan(events + 15);
  }

  @Test
  void theMailComesAlsoWhereTheThiefUsedUpTheLimits() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    rekey.set(Setting.MAX_REQUESTS_PER_HOUR, "1");
    rekey.set(Setting.ADMIN_MAX_REQUESTS_PER_HOUR, "1");
    rekey.request(MARIAS_EMAIL);
    assertThat(rekey.request(MARIAS_EMAIL)).isInstanceOf(Admission.Refused.class);
    rekey.triggerPasswordReset.trigger(MARIA, Rekey.ADMINISTRATOR);
    rekey.mailDue();

    dispute(notMe);

    assertThat(rekey.mailDue()).isEqualTo(1);
    assertThat(rekey.confirm(rekey.mail.links().getLast().token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aSecondChangeByTheThiefKillsNoLink() {
    DisputeToken first = changedByThief(OLD, THIEFS);
    DisputeToken second = changedByThief(THIEFS, "thiefs-second");

    assertThat(dispute(first)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
    assertThat(rekey.signIn("thiefs-second")).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(dispute(second)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    assertThat(rekey.mailDue()).isEqualTo(1);
  }

  @Test
  void theLinkOfASecondChangeWorksToo() {
    changedByThief(OLD, THIEFS);
    DisputeToken second = changedByThief(THIEFS, "thiefs-second");

    assertThat(dispute(second)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void afterMariaSetAPasswordHerselfAnOldLinkDoesNotShutHerOut() {
    DisputeToken old = changedByThief(OLD, THIEFS);
    rekey.confirm(rekey.mailedToken(), NEW);

    assertThat(dispute(old)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    rekey.signedIn(NEW);
  }

  @Test
  void aNoticeThatIsWrittenAfterMariaSetAPasswordHerselfHasNoLinkForTheChangeBefore() {
    change(OLD, THIEFS);
    rekey.confirm(rekey.mailedToken(), NEW);

    rekey.performBackgroundWork();

    assertThat(rekey.mail.notices()).hasSize(2);
    assertThat(rekey.mail.notices().getFirst().dispute()).isNull();
    DisputeToken ofTheReset = dispute(rekey.mail.notices().getLast());
    assertThat(dispute(ofTheReset)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void aPasswordFromTheShopSettlesWhatWasBefore() {
    DisputeToken old = changedByThief(OLD, THIEFS);
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, "provisioned-anew");

    assertThat(dispute(old)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    rekey.signedIn("provisioned-anew");
  }

  @Test
  void aLinkIsDeadAfterTheEmailChangedAlsoIfItIsChangedBack() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    rekey.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Used.class);

    rekey.signedIn(THIEFS);
    assertThat(rekey.mailDue()).isZero();
  }

  @Test
  void aLinkWorksForAWeekAndNotAMomentLonger() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    rekey.clock.advance(Rekey.DISPUTE_LIFETIME.minusMillis(1));
    DisputeToken other = changedByThief(THIEFS, "thiefs-second");
    rekey.clock.advance(Duration.ofMillis(1));

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Expired.class);
    assertThat(dispute(other)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
  }

  @Test
  void aTokenThatNobodyHasDoesNothing() {
    changedByThief(OLD, THIEFS);
    int events = rekey.audit.all().size();

    assertThat(dispute(new DisputeToken(Secret.of(ByteBuffer.allocate(32).putInt(9).array()))))
        .isInstanceOf(DisputePasswordChange.Outcome.Unknown.class);

    assertThat(rekey.audit.all()).hasSize(events);
    rekey.signedIn(THIEFS);
  }

  @Test
  void aLinkToSetAPasswordDisputesNothingAndOneOfANoticeSetsNone() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    ResetToken reset = rekey.mailedToken();

    assertThat(dispute(new DisputeToken(reset.secret())))
        .isInstanceOf(DisputePasswordChange.Outcome.Unknown.class);
    assertThat(rekey.confirm(new ResetToken(notMe.secret()), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
  }

  @Test
  void aDisabledAccountIsSignedOutTooAndGetsNoMail() {
    DisputeToken notMe = changedByThief(OLD, THIEFS);
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);

    assertThat(dispute(notMe)).isInstanceOf(DisputePasswordChange.Outcome.Disputed.class);
    int links = rekey.mail.links().size();
    rekey.mailDue();

    assertThat(rekey.mail.links()).hasSize(links);
    assertThat(rekey.maria().hasPassword()).isFalse();
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
          public boolean take(Digest token) {
            return false;
          }

          @Override
          public boolean countRefusal(Digest token, int most) {
            return false;
          }
        };
    MailNotice mailNotice =
        new MailNotice(
            rekey.customers,
            broken,
            rekey.tokenSource,
            Rekey.DISPUTE_LIFETIME,
            rekey.mail,
            rekey.stores,
            rekey.audit,
            rekey.clock);

    assertThat(mailNotice.mail(new BackgroundWork.Task.NoticeMail(MARIA, Rekey.START, 2)))
        .isEqualTo(BackgroundWork.Progress.ENDED);

    assertThat(rekey.mail.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.dispute()).isNull());
  }

  /// The thief, who is signed in with `current`, changes the password. Answers what the notice has.
  private DisputeToken changedByThief(String current, String replacement) {
    change(current, replacement);
    rekey.performBackgroundWork();
    return dispute(rekey.mail.notices().getLast());
  }

  private void change(String current, String replacement) {
    assertThat(
            rekey.changePassword.change(
                rekey.signedIn(current), Password.of(current), Password.of(replacement), VISITOR))
        .isInstanceOf(ChangePassword.Outcome.Changed.class);
  }

  private static DisputeToken dispute(Mail.Letter.NoticeLetter notice) {
    return Optional.ofNullable(notice.dispute()).orElseThrow().token();
  }

  private DisputePasswordChange.Outcome dispute(DisputeToken token) {
    return rekey.disputePasswordChange.dispute(token, VISITOR);
  }
}
