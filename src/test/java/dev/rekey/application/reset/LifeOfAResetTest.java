package dev.rekey.application.reset;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.Secret;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.settings.Setting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeOfAResetTest {
  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void aForgottenPasswordIsReplacedByANewOne() {
    AccessToken signedInBefore = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(coreFixture.request("MARIA@example.com"))
        .isInstanceOf(RateLimitDecision.Allowed.class);
    assertThat(coreFixture.mail.accepted()).isEmpty();
    assertThat(coreFixture.mailDue()).isEqualTo(1);
    var letter = coreFixture.mail.links().getFirst();
    assertThat(letter.to().requireEmail().value()).isEqualTo(MARIAS_EMAIL);
    assertThat(letter.cause()).isEqualTo(Mailer.Email.Cause.REQUEST);
    assertThat(letter.expiresAt()).isEqualTo(CoreFixture.START.plus(Duration.ofHours(24)));
    for (int i = 0; i < 3; i++) {
      assertThat(coreFixture.validateResetToken.validate(letter.token()))
          .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
    }

    // asking changed nothing
    assertThat(coreFixture.counts(signedInBefore)).isTrue();
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);

    assertThat(coreFixture.confirm(letter.token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(coreFixture.counts(signedInBefore)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(coreFixture.confirm(letter.token(), "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(coreFixture.securityEvents.all())
        .singleElement()
        .satisfies(queued ->
            assertThat(queued.types()).containsExactlyInAnyOrder(SecurityEvents.Type.values()));

    coreFixture.performBackgroundWork();

    assertThat(coreFixture.mail.notices())
        .singleElement()
        .satisfies(notice -> assertThat(notice.to().id()).isEqualTo(MARIA));
    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(types())
        .contains(
            AuditEvent.Type.PASSWORD_RESET_REQUESTED,
            AuditEvent.Type.PASSWORD_RESET_MAIL_SENT,
            AuditEvent.Type.PASSWORD_CHANGED,
            AuditEvent.Type.NOTICE_MAIL_SENT);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.PASSWORD_CHANGED)
        .filteredOn(event -> event.means() == AuditEvent.ChangeMethod.RESET)
        .singleElement()
        .satisfies(event -> {
          // two sign-ins and an integration
          assertThat(event.count()).isEqualTo(3);
          assertThat(event.origin()).isEqualTo(CoreFixture.VISITOR);
        });
  }

  @Test
  void ofTwoLinksTheUsedOneKillsTheOther() {
    ResetToken first = coreFixture.mailedToken();
    ResetToken second = coreFixture.mailedToken();
    assertThat(first).isNotEqualTo(second);

    assertThat(coreFixture.confirm(first, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);

    assertThat(coreFixture.confirm(second, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(coreFixture.validateResetToken.validate(second))
        .isInstanceOf(ValidateResetToken.Outcome.Used.class);
    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aLinkIsDeadAfterTheEmailChangedAlsoIfItIsChangedBack() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);

    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aLinkIsDeadAfterThePasswordChangedInAnotherWay() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, "provisioned-anew");

    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
  }

  @Test
  void aRefusedPasswordKeepsTheLink() {
    ResetToken token = coreFixture.mailedToken();

    assertThat(coreFixture.confirm(token, "short"))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.MINIMUM_LENGTH, 6))));
    assertThat(
            coreFixture.confirmPasswordReset.confirm(
                token, Password.of(NEW), Password.of("something else"), CoreFixture.VISITOR))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.CONFIRMATION))));

    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aLeakedPasswordIsRefusedWhereThatIsWanted() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.set(Setting.REJECT_COMPROMISED, "true");

    assertThat(coreFixture.confirm(token, "leaked-password"))
        .isEqualTo(
            new ConfirmPasswordReset.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.COMPROMISED))));
    coreFixture.set(Setting.REJECT_COMPROMISED, "false");

    assertThat(coreFixture.confirm(token, "leaked-password"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void noHashIsMadeWithoutAValidTokenOrForARefusedPassword() {
    int before = coreFixture.hashing.hashes();
    ResetToken token = coreFixture.mailedToken();
    ResetToken forged = new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(99).array()));

    assertThat(coreFixture.confirm(forged, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
    assertThat(coreFixture.confirm(token, "x"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Rejected.class);
    coreFixture.clock.advance(Duration.ofHours(24));
    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Expired.class);

    assertThat(coreFixture.hashing.hashes()).isEqualTo(before);
    coreFixture.confirm(coreFixture.mailedToken(), NEW);
    assertThat(coreFixture.hashing.hashes()).isEqualTo(before + 1);
  }

  @Test
  void anAccessTokenIsNoResetToken() {
    AccessToken access = coreFixture.signedIn(OLD);

    assertThat(coreFixture.confirm(new ResetToken(access.secret()), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
    assertThat(coreFixture.counts(new AccessToken(coreFixture.mailedToken().secret()))).isFalse();
  }

  @Test
  void aLinkThatExpiresWhileItsPasswordIsHashedSetsNothing() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.clock.advance(Duration.ofHours(24).minusSeconds(1));
    coreFixture.hashing.meanwhile(() -> coreFixture.clock.advance(Duration.ofSeconds(1)));

    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Expired.class);

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void ofTwoConfirmsAtOnceTheOtherOneLosesAndItsPasswordSignsNobodyIn() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.hashing.meanwhile(() ->
        assertThat(coreFixture.confirm(token, "the-faster-one"))
            .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class));

    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);

    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.signIn("the-faster-one")).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void anAccountThatIsDisabledOrErasedWhileItsPasswordIsHashedKeepsTheOldOne() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.hashing.meanwhile(
        () -> coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null));
    assertThat(coreFixture.confirm(token, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);

    coreFixture.clock.advance(Duration.ofHours(1));
    ResetToken another = coreFixture.mailedToken();
    coreFixture.hashing.meanwhile(
        () -> coreFixture.eraseCustomer.erase(MARIA, CoreFixture.ADMINISTRATOR));

    assertThat(coreFixture.confirm(another, NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class);
  }

  @Test
  void aNoticeThatIsPostponedIsTriedAgainForFiveDaysAndThenFailsVisibly() {
    coreFixture.confirm(coreFixture.mailedToken(), NEW);
    coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
    BackgroundWork.Task notice = coreFixture.background.waiting().getFirst();
    coreFixture.performBackgroundWork();
    coreFixture.clock.advance(Duration.ofDays(5));
    coreFixture.performBackgroundWork();
    assertThat(coreFixture.background.waiting()).containsExactly(notice);

    coreFixture.clock.advance(Duration.ofSeconds(1));
    coreFixture.performBackgroundWork();

    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(types()).contains(AuditEvent.Type.NOTICE_MAIL_FAILED);
  }

  @Test
  void everyConfirmThatIsRefusedIsOnTheTrailButTheOneWithATokenThatNobodyHas() {
    ResetToken token = coreFixture.mailedToken();
    ResetToken forged = new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(99).array()));

    coreFixture.confirm(forged, NEW);
    assertThat(refused()).isEmpty();
    coreFixture.confirm(token, "x");
    assertThat(refused()).hasSize(1);
    coreFixture.confirm(token, NEW);
    coreFixture.confirm(token, "another-one");
    assertThat(refused()).hasSize(2);
    ResetToken late = coreFixture.mailedToken();
    coreFixture.clock.advance(Duration.ofHours(24));
    coreFixture.confirm(late, NEW);

    assertThat(refused())
        .hasSize(3)
        .allSatisfy(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(CoreFixture.VISITOR);
          assertThat(event.means()).isEqualTo(AuditEvent.ChangeMethod.RESET);
        });
  }

  @Test
  void whoTriesOneLinkOverAndOverDoesNotFillTheTrail() {
    ResetToken token = coreFixture.mailedToken();
    for (int i = 0; i < 30; i++) {
      coreFixture.confirm(token, "x");
    }

    assertThat(refused()).hasSize(10);
  }

  @Test
  void aConfirmThatLosesWhileItsPasswordIsHashedIsOnTheTrail() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.hashing.meanwhile(() -> coreFixture.confirm(token, "the-faster-one"));

    coreFixture.confirm(token, NEW);

    assertThat(refused()).hasSize(1);
  }

  @Test
  void aNoticeThatTheServerMayHaveIsTriedAgainForTenMinutes() {
    coreFixture.confirm(coreFixture.mailedToken(), NEW);
    coreFixture.mail.answer(_ -> Mailer.Delivery.UNKNOWN);
    coreFixture.clock.advance(Duration.ofMinutes(10));
    coreFixture.performBackgroundWork();
    assertThat(coreFixture.background.waiting()).hasSize(1);

    coreFixture.clock.advance(Duration.ofSeconds(1));
    coreFixture.performBackgroundWork();

    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(types()).contains(AuditEvent.Type.NOTICE_MAIL_FAILED);
  }

  private List<AuditEvent> refused() {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.PASSWORD_CHANGE_REFUSED)
        .toList();
  }

  private List<AuditEvent.Type> types() {
    return coreFixture.audit.all().stream().map(AuditEvent::type).toList();
  }
}
