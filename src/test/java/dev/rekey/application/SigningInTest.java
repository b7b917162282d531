package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
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
  private final Rekey rekey = Rekey.withMaria();

  @Test
  void aSignInCountsForAsLongAsItLives() {
    AccessToken token = rekey.signedIn(OLD);
    rekey.clock.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(rekey.counts(token)).isTrue();

    rekey.clock.advance(Duration.ofNanos(1));

    assertThat(rekey.counts(token)).isFalse();
  }

  @Test
  void nobodyHasMoreSignInsThanCanBeEndedAtOnce() {
    AccessToken first = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");
    List<AccessToken> later = new ArrayList<>();
    for (int i = 0; i < OAuthToken.MAX_SIGN_INS; i++) {
      rekey.clock.advance(Duration.ofSeconds(1));
      later.add(rekey.signedIn(OLD));
    }

    assertThat(rekey.counts(first)).isFalse();
    assertThat(later).allMatch(rekey::counts);
    assertThat(rekey.counts(integration)).isTrue();
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.OAUTH_TOKEN_REVOKED)
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isEqualTo(1));
  }

  @Test
  void aSignInThatAForceSignInOvertakesChecksThePasswordOnceMore() {
    rekey.signedIn(OLD);
    int before = rekey.hashing.comparisons();
    rekey.hashing.meanwhile(this::force);

    AccessToken token = rekey.signedIn(OLD);

    assertThat(rekey.hashing.comparisons()).isEqualTo(before + 2);
    OAuthTokens.Valid valid = rekey.valid(token).orElseThrow();
    assertThat(valid.token().issuedAt()).isAfterOrEqualTo(valid.customer().tokensValidFrom());
  }

  @Test
  void aSignInThatIsOvertakenEachTimeYieldsNoToken() {
    rekey.signedIn(OLD);
    int given = rekey.tokenSource.given().size();
    for (int i = 0; i < 3; i++) {
      rekey.hashing.meanwhile(this::force);
    }

    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);

    assertThat(rekey.tokenSource.given().stream().skip(given))
        .noneMatch(secret -> rekey.counts(new AccessToken(secret)));
  }

  @Test
  void aSignInThatAResetOvertakesYieldsNoToken() {
    ResetToken link = rekey.mailedToken();
    int given = rekey.tokenSource.given().size();
    rekey.hashing.meanwhile(() -> rekey.confirm(link, NEW));

    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);

    assertThat(rekey.tokenSource.given().stream().skip(given))
        .noneMatch(secret -> rekey.counts(new AccessToken(secret)));
  }

  @Test
  void aSignInWithinTheSameMomentAfterAForceSignInWorks() {
    AccessToken before = rekey.signedIn(OLD);

    force();
    AccessToken after = rekey.signedIn(OLD);

    assertThat(rekey.counts(before)).isFalse();
    assertThat(rekey.counts(after)).isTrue();
  }

  @Test
  void forcingASignInEndsEveryKindOfTokenAndIsIdempotent() {
    AccessToken signIn = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(revoked(force())).isEqualTo(2);
    assertThat(revoked(force())).isZero();

    assertThat(rekey.counts(signIn)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.audit.all().getLast().type()).isEqualTo(AuditEvent.Type.TOKENS_REVOKED);
    assertThat(rekey.audit.all().getLast().count()).isZero();
  }

  @Test
  void aStandardAccountHasNothingToRevoke() {
    assertThat(force()).isInstanceOf(ForceSignIn.Outcome.NoOAuthTokens.class);
    assertThat(rekey.forceSignIn.force(new CustomerId("x"), Rekey.ADMINISTRATOR))
        .isInstanceOf(ForceSignIn.Outcome.UnknownCustomer.class);
  }

  @Test
  void everyAccountThatCannotSignInGetsTheSameRefusalForTheSameWork() {
    rekey.put(new CustomerId("off"), "off@example.com", Customer.Status.DISABLED, OLD);
    rekey.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, null);
    for (String email :
        List.of("nobody@example.com", "off@example.com", "new@example.com", MARIAS_EMAIL)) {
      int comparisons = rekey.hashing.comparisons();
      int events = rekey.audit.all().size();

      assertThat(
              rekey.signIn.signIn(
                  Rekey.SHOP,
                  Rekey.email(email),
                  Password.of(email.equals(MARIAS_EMAIL) ? "wrong" : OLD),
                  Rekey.VISITOR))
          .isEqualTo(new SignIn.Outcome.Refused());

      assertThat(rekey.hashing.comparisons()).isEqualTo(comparisons + 1);
      assertThat(rekey.audit.all()).hasSize(events + 1);
    }
  }

  @Test
  void tenFailuresLockTheAddressAndALockedAccountGetsTheSameRefusal() {
    for (int i = 0; i < 10; i++) {
      assertThat(rekey.signIn("wrong")).isEqualTo(new SignIn.Outcome.Refused());
    }
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
    assertThat(rekey.maria().lockedUntil())
        .isEqualTo(rekey.clock.instant().plus(Duration.ofMinutes(10)));
    int comparisons = rekey.hashing.comparisons();

    assertThat(rekey.signIn(OLD)).isEqualTo(new SignIn.Outcome.Refused());

    assertThat(rekey.hashing.comparisons()).isEqualTo(comparisons + 1);
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
    rekey.clock.advance(Duration.ofMinutes(10));
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aSuccessForgetsTheFailuresBeforeIt() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 9; i++) {
        rekey.signIn("wrong");
      }
      assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    }
  }

  @Test
  void nothingLocksWhereLockingIsOff() {
    rekey.set(Setting.LOCKOUT_FAILURES, "0");
    for (int i = 0; i < 30; i++) {
      rekey.signIn("wrong");
    }

    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void whoChangesThePasswordStaysSignedInAndEverythingElseEnds() {
    ResetToken link = rekey.mailedToken();
    AccessToken here = rekey.signedIn(OLD);
    AccessToken elsewhere = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.Changed.class);

    assertThat(rekey.counts(here)).isTrue();
    assertThat(rekey.counts(elsewhere)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.confirm(link, "another-one"))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Used.class);
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    rekey.performBackgroundWork();
    assertThat(rekey.mail.notices()).hasSize(1);
  }

  @Test
  void aWrongCurrentPasswordIsRefusedAndCountsTowardsTheLockout() {
    AccessToken here = rekey.signedIn(OLD);
    for (int i = 0; i < 10; i++) {
      assertThat(change(here, "wrong", NEW)).isEqualTo(wrongCurrentPassword());
    }

    assertThat(change(here, OLD, NEW)).isEqualTo(wrongCurrentPassword());
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.counts(here)).isTrue();
    assertThat(count(AuditEvent.Type.LOCKED_OUT)).isEqualTo(1);
  }

  @Test
  void anIntegrationCanNeitherChangeThePasswordNorEndASignIn() {
    AccessToken integration = rekey.issued("erp");
    OAuthToken token = rekey.valid(integration).orElseThrow().token();

    assertThat(change(integration, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.NotASignIn.class);
    assertThat(rekey.signOut.signOut(token, Rekey.VISITOR))
        .isInstanceOf(SignOut.Outcome.NotASignIn.class);
    assertThat(rekey.counts(integration)).isTrue();
  }

  @Test
  void aChangeThatAForceSignInOrAResetOvertakesChangesNothing() {
    AccessToken here = rekey.signedIn(OLD);
    rekey.hashing.meanwhile(this::force);
    assertThat(change(here, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.SignedOut.class);

    AccessToken again = rekey.signedIn(OLD);
    ResetToken link = rekey.mailedToken();
    rekey.hashing.meanwhile(() -> rekey.confirm(link, "set-by-the-reset"));
    assertThat(change(again, OLD, NEW)).isInstanceOf(ChangePassword.Outcome.SignedOut.class);

    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.Refused.class);
    assertThat(rekey.signIn("set-by-the-reset")).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void aChangeThatIsOvertakenIsOnTheTrail() {
    AccessToken here = rekey.signedIn(OLD);
    change(here, OLD, "x");

    rekey.hashing.meanwhile(this::force);
    change(here, OLD, NEW);

    assertThat(rekey.audit.all())
        .filteredOn(event -> event.means() == AuditEvent.Means.SIGN_IN)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEvent.Type.PASSWORD_CHANGE_REFUSED);
          assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.FAILURE);
          assertThat(event.customer()).isEqualTo(MARIA);
        });
  }

  @Test
  void whoSignsOutEndsThatSignInAlone() {
    AccessToken here = rekey.signedIn(OLD);
    AccessToken elsewhere = rekey.signedIn(OLD);
    OAuthToken token = rekey.valid(here).orElseThrow().token();

    assertThat(rekey.signOut.signOut(token, Rekey.VISITOR))
        .isInstanceOf(SignOut.Outcome.SignedOut.class);
    rekey.signOut.signOut(token, Rekey.VISITOR);

    assertThat(rekey.counts(here)).isFalse();
    assertThat(rekey.counts(elsewhere)).isTrue();
    assertThat(count(AuditEvent.Type.SIGNED_OUT)).isEqualTo(1);
  }

  private ForceSignIn.Outcome force() {
    return rekey.forceSignIn.force(MARIA, Rekey.ADMINISTRATOR);
  }

  private ChangePassword.Outcome change(AccessToken token, String current, String replacement) {
    return rekey.changePassword.change(
        token, Password.of(current), Password.of(replacement), Rekey.VISITOR);
  }

  private long count(AuditEvent.Type type) {
    return rekey.audit.all().stream().filter(event -> event.type() == type).count();
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
