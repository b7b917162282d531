package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.Secret;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.settings.Setting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeOfAResetTest {
  private final Rekey rekey = Rekey.withMaria();

  @Test
  void aForgottenPasswordIsReplacedByANewOne() {
    AccessToken signedInBefore = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(rekey.request("MARIA@example.com")).isInstanceOf(Admission.Admitted.class);
    assertThat(rekey.mail.accepted()).isEmpty();
    assertThat(rekey.mailDue()).isEqualTo(1);
    var letter = rekey.mail.links().getFirst();
    assertThat(letter.to().mailbox().value()).isEqualTo(MARIAS_EMAIL);
    assertThat(letter.cause()).isEqualTo(Mail.Letter.Cause.REQUEST);
    assertThat(letter.expiresAt()).isEqualTo(Rekey.START.plus(Duration.ofHours(24)));
    for (int i = 0; i < 3; i++) {
      assertThat(rekey.validateResetToken.validate(letter.token()))
          .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
    }

    // asking changed nothing
    assertThat(rekey.counts(signedInBefore)).isTrue();
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);

    assertThat(rekey.confirm(letter.token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(rekey.counts(signedInBefore)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(rekey.confirm(letter.token(), "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(rekey.securityEvents.all())
        .singleElement()
        .satisfies(queued ->
            assertThat(queued.types()).containsExactlyInAnyOrder(SecurityEvents.Type.values()));

    rekey.performBackgroundWork();

    assertThat(rekey.mail.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.to().id()).isEqualTo(MARIA));
    assertThat(rekey.background.waiting()).isEmpty();
    assertThat(types())
        .contains(
            AuditEvent.Type.PASSWORD_RESET_REQUESTED,
            AuditEvent.Type.PASSWORD_RESET_MAIL_SENT,
            AuditEvent.Type.PASSWORD_CHANGED,
            AuditEvent.Type.NOTICE_MAIL_SENT);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_CHANGED)
        .filteredOn(event -> event.means() == AuditEvent.Means.RESET)
        .singleElement()
        .satisfies(event -> {
          // two sign-ins and an integration
          assertThat(event.count()).isEqualTo(3);
          assertThat(event.origin()).isEqualTo(Rekey.VISITOR);
        });
  }

  @Test
  void ofTwoLinksTheUsedOneKillsTheOther() {
    ResetToken first = rekey.mailedToken();
    ResetToken second = rekey.mailedToken();
    assertThat(first).isNotEqualTo(second);

    assertThat(rekey.confirm(first, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(rekey.confirm(second, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(rekey.validateResetToken.validate(second))
        .isInstanceOf(ValidateResetToken.Outcome.Used.class);
    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aLinkIsDeadAfterTheEmailChangedAlsoIfItIsChangedBack() {
    ResetToken token = rekey.mailedToken();
    rekey.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aLinkIsDeadAfterThePasswordChangedInAnotherWay() {
    ResetToken token = rekey.mailedToken();
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, "provisioned-anew");

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
  }

  @Test
  void aRefusedPasswordKeepsTheLink() {
    ResetToken token = rekey.mailedToken();

    assertThat(rekey.confirm(token, "short"))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.MINIMUM_LENGTH, 6))));
    assertThat(
            rekey.confirmPasswordReset.confirm(
                token, Password.of(NEW), Password.of("something else"), Rekey.VISITOR))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.CONFIRMATION))));

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aLeakedPasswordIsRefusedWhereThatIsWanted() {
    ResetToken token = rekey.mailedToken();
    rekey.set(Setting.REJECT_COMPROMISED, "true");

    assertThat(rekey.confirm(token, "leaked-password"))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.COMPROMISED))));
    rekey.set(Setting.REJECT_COMPROMISED, "false");

    assertThat(rekey.confirm(token, "leaked-password"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void noHashIsMadeWithoutAValidTokenOrForARefusedPassword() {
    int before = rekey.hashing.hashes();
    ResetToken token = rekey.mailedToken();
    ResetToken forged = new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(99).array()));

    assertThat(rekey.confirm(forged, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
    assertThat(rekey.confirm(token, "x")).isInstanceOf(ConfirmPasswordReset.Outcome.Rejected.class);
    rekey.clock.advance(Duration.ofHours(24));
    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Expired.class);

    assertThat(rekey.hashing.hashes()).isEqualTo(before);
    rekey.confirm(rekey.mailedToken(), NEW);
    assertThat(rekey.hashing.hashes()).isEqualTo(before + 1);
  }

  @Test
  void anAccessTokenIsNoResetToken() {
    AccessToken access = rekey.signedIn(OLD);

    assertThat(rekey.confirm(new ResetToken(access.secret()), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
    assertThat(rekey.counts(new AccessToken(rekey.mailedToken().secret()))).isFalse();
  }

  @Test
  void aLinkThatExpiresWhileItsPasswordIsHashedSetsNothing() {
    ResetToken token = rekey.mailedToken();
    rekey.clock.advance(Duration.ofHours(24).minusSeconds(1));
    rekey.hashing.meanwhile(() -> rekey.clock.advance(Duration.ofSeconds(1)));

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Expired.class);

    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void ofTwoConfirmsAtOnceTheOtherOneLosesAndItsPasswordSignsNobodyIn() {
    ResetToken token = rekey.mailedToken();
    rekey.hashing.meanwhile(() ->
        assertThat(rekey.confirm(token, "the-faster-one"))
            .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class));

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.signIn("the-faster-one")).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void anAccountThatIsDisabledOrErasedWhileItsPasswordIsHashedKeepsTheOldOne() {
    ResetToken token = rekey.mailedToken();
    rekey.hashing.meanwhile(() -> rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null));
    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);

    rekey.hashing.meanwhile(() -> rekey.eraseCustomer.erase(MARIA, Rekey.ADMINISTRATOR));

    assertThat(rekey.confirm(token, NEW)).isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
  }

  @Test
  void aNoticeThatIsPostponedIsTriedAgainForFiveDaysAndThenFailsVisibly() {
    rekey.confirm(rekey.mailedToken(), NEW);
    rekey.mail.answer(_ -> Mail.Delivery.POSTPONED);
    BackgroundWork.Task notice = rekey.background.waiting().getFirst();
    rekey.performBackgroundWork();
    rekey.clock.advance(Duration.ofDays(5));
    rekey.performBackgroundWork();
    assertThat(rekey.background.waiting()).containsExactly(notice);

    rekey.clock.advance(Duration.ofSeconds(1));
    rekey.performBackgroundWork();

    assertThat(rekey.background.waiting()).isEmpty();
    assertThat(types()).contains(AuditEvent.Type.NOTICE_MAIL_FAILED);
  }

  @Test
  void everyConfirmThatIsRefusedIsOnTheTrailButTheOneWithATokenThatNobodyHas() {
    ResetToken token = rekey.mailedToken();
    ResetToken forged = new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(99).array()));

    rekey.confirm(forged, NEW);
    assertThat(refused()).isEmpty();
    rekey.confirm(token, "x");
    assertThat(refused()).hasSize(1);
    rekey.confirm(token, NEW);
    rekey.confirm(token, "another-one");
    assertThat(refused()).hasSize(2);
    ResetToken late = rekey.mailedToken();
    rekey.clock.advance(Duration.ofHours(24));
    rekey.confirm(late, NEW);

    assertThat(refused())
        .hasSize(3)
        .allSatisfy(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(Rekey.VISITOR);
          assertThat(event.means()).isEqualTo(AuditEvent.Means.RESET);
        });
  }

  @Test
  void whoTriesOneLinkOverAndOverDoesNotFillTheTrail() {
    ResetToken token = rekey.mailedToken();
    for (int i = 0; i < 30; i++) {
      rekey.confirm(token, "x");
    }

    assertThat(refused()).hasSize(10);
  }

  @Test
  void aConfirmThatLosesWhileItsPasswordIsHashedIsOnTheTrail() {
    ResetToken token = rekey.mailedToken();
    rekey.hashing.meanwhile(() -> rekey.confirm(token, "the-faster-one"));

    rekey.confirm(token, NEW);

    assertThat(refused()).hasSize(1);
  }

  @Test
  void aNoticeThatTheServerMayHaveIsTriedAgainForTenMinutes() {
    rekey.confirm(rekey.mailedToken(), NEW);
    rekey.mail.answer(_ -> Mail.Delivery.UNCLEAR);
    rekey.clock.advance(Duration.ofMinutes(10));
    rekey.performBackgroundWork();
    assertThat(rekey.background.waiting()).hasSize(1);

    rekey.clock.advance(Duration.ofSeconds(1));
    rekey.performBackgroundWork();

    assertThat(rekey.background.waiting()).isEmpty();
    assertThat(types()).contains(AuditEvent.Type.NOTICE_MAIL_FAILED);
  }

  private List<AuditEvent> refused() {
    return rekey.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_CHANGE_REFUSED)
        .toList();
  }

  private List<AuditEvent.Type> types() {
    return rekey.audit.all().stream().map(AuditEvent::type).toList();
  }
}
