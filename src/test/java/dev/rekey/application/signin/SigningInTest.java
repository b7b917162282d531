package dev.rekey.application.signin;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.password.ChangePassword;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.revocation.ForceSignIn;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningInTest {
  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void aSignInCountsForAsLongAsItLives() {
    AccessToken token = coreFixture.signedIn(OLD);
    coreFixture.clock.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(coreFixture.counts(token)).isTrue();

    coreFixture.clock.advance(Duration.ofNanos(1));

    assertThat(coreFixture.counts(token)).isFalse();
  }

  @Test
  void nobodyHasMoreSignInsThanCanBeEndedAtOnce() {
    AccessToken first = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");
    List<AccessToken> later = new ArrayList<>();
    for (int i = 0; i < OAuthToken.MAX_SIGN_INS; i++) {
      coreFixture.clock.advance(Duration.ofSeconds(1));
      later.add(coreFixture.signedIn(OLD));
    }

    assertThat(coreFixture.counts(first)).isFalse();
    assertThat(later).allMatch(coreFixture::counts);
    assertThat(coreFixture.counts(integration)).isTrue();
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.OAUTH_TOKEN_REVOKED)
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isEqualTo(1));
  }

  @Test
  void aSignInThatAForceSignInOvertakesChecksThePasswordOnceMore() {
    coreFixture.signedIn(OLD);
    int before = coreFixture.hashing.comparisons();
    coreFixture.hashing.meanwhile(this::force);

    AccessToken token = coreFixture.signedIn(OLD);

    assertThat(coreFixture.hashing.comparisons()).isEqualTo(before + 2);
    OAuthTokens.Valid valid = coreFixture.valid(token).orElseThrow();
    assertThat(valid.token().issuedAt()).isAfterOrEqualTo(valid.customer().tokensValidFrom());
  }

  @Test
  void aSignInThatIsOvertakenEachTimeYieldsNoToken() {
    coreFixture.signedIn(OLD);
    int given = coreFixture.tokenGenerator.given().size();
    for (int i = 0; i < 3; i++) {
      coreFixture.hashing.meanwhile(this::force);
    }

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);

    assertThat(coreFixture.tokenGenerator.given().stream().skip(given))
        .noneMatch(secret -> coreFixture.counts(new AccessToken(secret)));
  }

  @Test
  void aSignInThatIsOvertakenCountsAsOneFailureAtMost() {
    coreFixture.signedIn(OLD);
    for (int i = 0; i < 9; i++) {
      for (int round = 0; round < 3; round++) {
        coreFixture.hashing.meanwhile(this::force);
      }
      assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    }

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isZero();
  }

  @Test
  void aSignInThatAResetOvertakesYieldsNoToken() {
    ResetToken link = coreFixture.mailedToken();
    int given = coreFixture.tokenGenerator.given().size();
    coreFixture.hashing.meanwhile(() -> coreFixture.confirm(link, NEW));

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);

    assertThat(coreFixture.tokenGenerator.given().stream().skip(given))
        .noneMatch(secret -> coreFixture.counts(new AccessToken(secret)));
  }

  @Test
  void aSignInWithinTheSameMomentAfterAForceSignInWorks() {
    AccessToken before = coreFixture.signedIn(OLD);

    force();
    AccessToken after = coreFixture.signedIn(OLD);

    assertThat(coreFixture.counts(before)).isFalse();
    assertThat(coreFixture.counts(after)).isTrue();
  }

  @Test
  void forcingASignInEndsEveryKindOfTokenAndIsIdempotent() {
    AccessToken signIn = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(revoked(force())).isEqualTo(2);
    assertThat(revoked(force())).isZero();

    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.audit.all().getLast().type()).isEqualTo(AuditEvent.Type.TOKENS_REVOKED);
    assertThat(coreFixture.audit.all().getLast().count()).isZero();
  }

  @Test
  void aStandardAccountHasNothingToRevoke() {
    assertThat(force()).isInstanceOf(ForceSignIn.Outcome.NoOAuthTokens.class);
    assertThat(coreFixture.forceSignIn.force(new CustomerId("x"), CoreFixture.ADMINISTRATOR))
        .isInstanceOf(ForceSignIn.Outcome.UnknownCustomer.class);
  }

  @Test
  void everyAccountThatCannotSignInGetsTheSameRefusalForTheSameWork() {
    coreFixture.put(new CustomerId("off"), "off@example.com", Customer.Status.DISABLED, OLD);
    coreFixture.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);
    for (String email :
        List.of("nobody@example.com", "off@example.com", "new@example.com", MARIAS_EMAIL)) {
      int comparisons = coreFixture.hashing.comparisons();
      int events = coreFixture.audit.all().size();

      assertThat(
              coreFixture.signIn.signIn(
                  CoreFixture.SHOP,
                  CoreFixture.email(email),
                  Password.of(email.equals(MARIAS_EMAIL) ? "wrong" : OLD),
                  null,
                  CoreFixture.VISITOR))
          .isEqualTo(new SignIn.Outcome.Refused());

      assertThat(coreFixture.hashing.comparisons()).isEqualTo(comparisons + 1);
      assertThat(coreFixture.audit.all()).hasSize(events + 1);
    }
  }

  @Test
  void tenFailuresLockTheAddressAndALockedAccountGetsTheSameRefusal() {
    for (int i = 0; i < 10; i++) {
      assertThat(coreFixture.signIn("wrong")).isEqualTo(new SignIn.Outcome.Refused());
    }
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
    assertThat(coreFixture.maria().lockedUntil())
        .isEqualTo(coreFixture.clock.instant().plus(Duration.ofMinutes(10)));
    int comparisons = coreFixture.hashing.comparisons();

    assertThat(coreFixture.signIn(OLD)).isEqualTo(new SignIn.Outcome.Refused());

    assertThat(coreFixture.hashing.comparisons()).isEqualTo(comparisons + 1);
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
    coreFixture.clock.advance(Duration.ofMinutes(10));
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 9; i++) {
        coreFixture.signIn("wrong");
      }
      assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    }
  }

  @Test
  void aKnownDevicePassesTheLockButNeverAWrongPassword() {
    DeviceToken device = device(coreFixture.signIn(OLD));
    lockOut();
    assertThat(coreFixture.signIn(OLD)).isEqualTo(new SignIn.Outcome.Refused());

    assertThat(coreFixture.signIn("wrong", device)).isEqualTo(new SignIn.Outcome.Refused());
    assertThat(device(coreFixture.signIn(OLD, device))).isEqualTo(device);

    assertThat(coreFixture.signIn(OLD)).isEqualTo(new SignIn.Outcome.Refused());
  }

  @Test
  void tenFailuresRightAfterAResetDoNotLockTheDeviceThatSetThePassword() {
    // the attacker has as many addresses as the attack needs
    coreFixture.set(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, "0");
    for (int round = 0; round < 3; round++) {
      lockOut();
      ResetToken link = coreFixture.mailedToken();
      coreFixture.confirm(link, NEW + round);
      DeviceToken device = coreFixture.rememberDevice.remember(MARIA).orElseThrow();
      lockOut();

      assertThat(coreFixture.signIn(NEW + round, device))
          .isInstanceOf(SignIn.Outcome.SignedIn.class);
    }
  }

  @Test
  void theFailuresOfAClientAreLimitedAlikeForEveryAddressAndBeforeAnyHashing() {
    coreFixture.set(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, "3");
    for (String email : List.of("a@example.com", MARIAS_EMAIL, "b@example.com")) {
      assertThat(signIn(email, "wrong")).isEqualTo(new SignIn.Outcome.Refused());
    }
    int comparisons = coreFixture.hashing.comparisons();
    int events = coreFixture.audit.all().size();

    for (String email : List.of("c@example.com", MARIAS_EMAIL)) {
      assertThat(signIn(email, OLD))
          .isInstanceOfSatisfying(
              SignIn.Outcome.Limited.class,
              limited ->
                  assertThat(limited.decision().retryAfter()).isEqualTo(Duration.ofHours(1)));
    }

    assertThat(coreFixture.hashing.comparisons()).isEqualTo(comparisons);
    assertThat(coreFixture.audit.all()).hasSize(events);
    coreFixture.clock.advance(Duration.ofHours(1));
    assertThat(signIn(MARIAS_EMAIL, OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aSuccessAndAnOutageCountAsNoFailureOfTheClient() {
    coreFixture.set(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, "2");
    for (int i = 0; i < 5; i++) {
      coreFixture.signedIn(OLD);
      coreFixture.hashing.meanwhile(() -> {
        throw new TemporarilyUnavailable("busy", Duration.ofSeconds(1), null);
      });
      assertThatThrownBy(() -> coreFixture.signIn("wrong"))
          .isInstanceOf(TemporarilyUnavailable.class);
    }

    assertThat(coreFixture.signIn("wrong")).isEqualTo(new SignIn.Outcome.Refused());
    assertThat(coreFixture.signIn("wrong")).isEqualTo(new SignIn.Outcome.Refused());
    assertThat(coreFixture.signIn("wrong")).isInstanceOf(SignIn.Outcome.Limited.class);
  }

  @Test
  void aWrongCurrentPasswordCountsAsAFailureOfTheClient() {
    coreFixture.set(Setting.MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP, "2");
    AccessToken here = coreFixture.signedIn(OLD);
    change(here, "wrong", NEW);
    change(here, "wrong", NEW);
    int comparisons = coreFixture.hashing.comparisons();

    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.Limited.class);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Limited.class);
    assertThat(coreFixture.hashing.comparisons()).isEqualTo(comparisons);
  }

  @Test
  void theCurrentPasswordIsNoNewOne() {
    AccessToken here = coreFixture.signedIn(OLD);
    int comparisons = coreFixture.hashing.comparisons();

    assertThat(change(here, OLD, OLD))
        .isEqualTo(
            new ChangePassword.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.UNCHANGED))));

    assertThat(coreFixture.hashing.comparisons()).isEqualTo(comparisons);
    coreFixture.performBackgroundWork();
    assertThat(coreFixture.mail.notices()).isEmpty();
  }

  @Test
  void aCustomerChangesThePasswordAsOftenAsTheLimitAllows() {
    coreFixture.set(Setting.MAX_PASSWORD_CHANGES_PER_HOUR, "2");
    AccessToken here = coreFixture.signedIn(OLD);
    for (int i = 0; i < 5; i++) {
      assertThat(change(here, "wrong", NEW)).isEqualTo(wrongCurrentPassword());
    }
    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.Changed.class);
    assertThat(change(here, NEW, OLD)).isInstanceOf(ChangePassword.Outcome.Changed.class);

    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.Limited.class);

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    coreFixture.clock.advance(Duration.ofHours(1));
    assertThat(change(coreFixture.signedIn(OLD), OLD, NEW))
        .isInstanceOf(ChangePassword.Outcome.Changed.class);
  }

  private void lockOut() {
    for (int i = 0; i < 10; i++) {
      coreFixture.signIn("wrong");
    }
  }

  private SignIn.Outcome signIn(String email, String password) {
    return coreFixture.signIn.signIn(
        CoreFixture.SHOP,
        CoreFixture.email(email),
        Password.of(password),
        null,
        CoreFixture.VISITOR);
  }

  private static DeviceToken device(SignIn.Outcome outcome) {
    return ((SignIn.Outcome.SignedIn) outcome).device();
  }

  @Test
  void nothingLocksWhereLockingIsOff() {
    coreFixture.set(Setting.LOCKOUT_FAILURES, "0");
    for (int i = 0; i < 30; i++) {
      coreFixture.signIn("wrong");
    }

    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void whoChangesThePasswordStaysSignedInAndEverythingElseEnds() {
    ResetToken link = coreFixture.mailedToken();
    AccessToken here = coreFixture.signedIn(OLD);
    AccessToken elsewhere = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.Changed.class);

    assertThat(coreFixture.counts(here)).isTrue();
    assertThat(coreFixture.counts(elsewhere)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.confirm(link, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    coreFixture.performBackgroundWork();
    assertThat(coreFixture.mail.notices()).hasSize(1);
  }

  @Test
  void aWrongCurrentPasswordIsRefusedAndCountsTowardsTheLockout() {
    AccessToken here = coreFixture.signedIn(OLD);
    for (int i = 0; i < 10; i++) {
      assertThat(change(here, "wrong", NEW)).isEqualTo(wrongCurrentPassword());
    }

    assertThat(change(here, OLD, NEW)).isEqualTo(wrongCurrentPassword());
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.counts(here)).isTrue();
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
  }

  @Test
  void anIntegrationCanNeitherChangeThePasswordNorEndASignIn() {
    AccessToken integration = coreFixture.issued("erp");
    OAuthToken token = coreFixture.valid(integration).orElseThrow().token();

    assertThat(change(integration, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.NotASignIn.class);
    assertThat(coreFixture.signOut.signOut(token, CoreFixture.VISITOR))
        .isInstanceOf(SignOut.Outcome.NotASignIn.class);
    assertThat(coreFixture.counts(integration)).isTrue();
  }

  @Test
  void aChangeThatAForceSignInOrAResetOvertakesChangesNothing() {
    AccessToken here = coreFixture.signedIn(OLD);
    coreFixture.hashing.meanwhile(this::force);
    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.SignedOut.class);

    AccessToken again = coreFixture.signedIn(OLD);
    ResetToken link = coreFixture.mailedToken();
    coreFixture.hashing.meanwhile(() -> coreFixture.confirm(link, "set-by-the-reset"));
    assertThat(change(again, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.SignedOut.class);

    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(coreFixture.signIn("set-by-the-reset")).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aChangeThatIsOvertakenIsOnTheTrail() {
    AccessToken here = coreFixture.signedIn(OLD);
    change(here, OLD, "x");

    coreFixture.hashing.meanwhile(this::force);
    change(here, OLD, NEW);

    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.means() == AuditEvent.ChangeMethod.SIGN_IN)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEvent.Type.PASSWORD_CHANGE_REFUSED);
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
          assertThat(event.customer()).isEqualTo(MARIA);
        });
  }

  @Test
  void whoSignsOutEndsThatSignInAlone() {
    AccessToken here = coreFixture.signedIn(OLD);
    AccessToken elsewhere = coreFixture.signedIn(OLD);
    OAuthToken token = coreFixture.valid(here).orElseThrow().token();

    assertThat(coreFixture.signOut.signOut(token, CoreFixture.VISITOR))
        .isInstanceOf(SignOut.Outcome.SignedOut.class);
    coreFixture.signOut.signOut(token, CoreFixture.VISITOR);

    assertThat(coreFixture.counts(here)).isFalse();
    assertThat(coreFixture.counts(elsewhere)).isTrue();
    assertThat(count(AuditEvent.Type.SIGNED_OUT)).isEqualTo(1);
  }

  private ForceSignIn.Outcome force() {
    return coreFixture.forceSignIn.force(MARIA, CoreFixture.ADMINISTRATOR);
  }

  private ChangePassword.Outcome change(AccessToken token, String current, String replacement) {
    return coreFixture.changePassword.change(
        token, Password.of(current), Password.of(replacement), null, CoreFixture.VISITOR);
  }

  private long count(AuditEvent.Type type) {
    return coreFixture.audit.all().stream().filter(event -> event.type() == type).count();
  }

  private static ChangePassword.Outcome wrongCurrentPassword() {
    return new ChangePassword.Outcome.Rejected(
        List.of(new PasswordViolation(PasswordRule.CURRENT_PASSWORD)));
  }

  private static int revoked(ForceSignIn.Outcome outcome) {
    return outcome instanceof ForceSignIn.Outcome.Revoked revoked
        ? revoked.revocation().revokedTokens()
        : -1;
  }
}
