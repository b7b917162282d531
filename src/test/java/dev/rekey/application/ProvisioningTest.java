package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
  private final Rekey rekey = Rekey.withMaria();

  @Test
  void aNewCustomerIsCreatedWithoutAWarningToAnybody() {
    assertThat(rekey.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, NEW))
        .isInstanceOfSatisfying(
            PutCustomer.Outcome.Created.class,
            created -> assertThat(created.customer().hasPassword()).isTrue());

    assertThat(rekey.background.waiting()).isEmpty();
    assertThat(rekey.securityEvents.all()).isEmpty();
  }

  @Test
  void replacingWithoutAPasswordKeepsPasswordSignInsAndLinks() {
    ResetToken link = rekey.mailedToken();
    AccessToken signIn = rekey.signedIn(OLD);

    assertThat(rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null))
        .isInstanceOf(PutCustomer.Outcome.Replaced.class);

    assertThat(rekey.counts(signIn)).isTrue();
    assertThat(rekey.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(rekey.background.waiting()).isEmpty();
  }

  @Test
  void replacingWithAPasswordKillsLinksRevokesTokensAndTellsTheCustomer() {
    ResetToken link = rekey.mailedToken();
    AccessToken signIn = rekey.signedIn(OLD);

    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, NEW);

    assertThat(rekey.counts(signIn)).isFalse();
    assertThat(rekey.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Used.class);
    assertThat(rekey.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    rekey.performBackgroundWork();
    assertThat(rekey.mail.notices()).hasSize(1);
  }

  @Test
  void aTakenEmailOrARefusedPasswordChangesNothing() {
    rekey.put(new CustomerId("sven"), "sven@example.com", Customer.Status.ACTIVE, null);
    List<AuditEvent> before = rekey.audit.all();

    assertThat(rekey.put(MARIA, "SVEN@example.com", Customer.Status.DISABLED, NEW))
        .isInstanceOf(PutCustomer.Outcome.EmailTaken.class);
    assertThat(rekey.put(MARIA, "other@example.com", Customer.Status.DISABLED, "other@example.com"))
        .isEqualTo(
            new PutCustomer.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.SAME_AS_EMAIL))));

    assertThat(rekey.maria().active()).isTrue();
    assertThat(rekey.maria().email()).isEqualTo(Rekey.email(MARIAS_EMAIL));
    assertThat(rekey.audit.all()).isEqualTo(before);
  }

  @Test
  void aDisabledCustomerIsSignedInNowhere() {
    AccessToken signIn = rekey.signedIn(OLD);

    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);

    assertThat(rekey.counts(signIn)).isFalse();
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
  }

  @Test
  void anErasedCustomerLeavesNothingThatWorks() {
    ResetToken link = rekey.mailedToken();
    AccessToken signIn = rekey.signedIn(OLD);

    assertThat(rekey.eraseCustomer.erase(MARIA, Rekey.ADMINISTRATOR))
        .isInstanceOf(EraseCustomer.Outcome.Erased.class);

    assertThat(rekey.counts(signIn)).isFalse();
    assertThat(rekey.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Unknown.class);
    assertThat(rekey.eraseCustomer.erase(MARIA, Rekey.ADMINISTRATOR))
        .isInstanceOf(EraseCustomer.Outcome.UnknownCustomer.class);
    assertThat(rekey.readAuditTrail.read(MARIA, null, 9)).isEmpty();
  }

  @Test
  void oneListedTokenIsRevokedOnceAndTheOthersLiveOn() {
    AccessToken first = rekey.issued("erp");
    AccessToken second = rekey.issued("loyalty");
    OAuthToken token =
        rekey.listOAuthTokens.list(MARIA, null, 9).orElseThrow().stream()
            .filter(one -> one.client().equals("erp"))
            .findFirst()
            .orElseThrow();
    var listed = new RevokeOAuthToken.Selection.Listed(MARIA, token.id());

    assertThat(rekey.revokeOAuthToken.revoke(listed, Rekey.ADMINISTRATOR))
        .isInstanceOf(RevokeOAuthToken.Outcome.Revoked.class);
    assertThat(rekey.revokeOAuthToken.revoke(listed, Rekey.ADMINISTRATOR))
        .isInstanceOf(RevokeOAuthToken.Outcome.Revoked.class);

    assertThat(rekey.counts(first)).isFalse();
    assertThat(rekey.counts(second)).isTrue();
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.OAUTH_TOKEN_REVOKED)
        .hasSize(1);
  }

  @Test
  void aWholeEmailFindsExactlyItsAccount() {
    rekey.put(new CustomerId("other"), "anna-maria@example.com", Customer.Status.ACTIVE, null);

    assertThat(rekey.findCustomers.find("MARIA@example.com", null, null, 9))
        .extracting(Customer::id)
        .containsExactly(MARIA);
    assertThat(rekey.findCustomers.find("maria@", null, null, 9)).hasSize(2);
  }

  @Test
  void settingsChangeAllOrNoneAndLeaveATrace() {
    assertThat(
            rekey.changeSettings.change(
                Map.of(
                    Setting.MINIMUM_LENGTH, Optional.of("9"),
                    Setting.LINK_LIFETIME, Optional.of("PT0S")),
                Rekey.ADMINISTRATOR))
        .isEqualTo(new ChangeSettings.Outcome.Invalid(Setting.LINK_LIFETIME));
    assertThat(rekey.settings.current().passwordPolicy().minimumLength()).isEqualTo(6);

    rekey.set(Setting.MINIMUM_LENGTH, "9");

    assertThat(rekey.settings.current().passwordPolicy().minimumLength()).isEqualTo(9);
    assertThat(rekey.audit.all().getLast().type()).isEqualTo(AuditEvent.Type.SETTINGS_CHANGED);
  }
}
