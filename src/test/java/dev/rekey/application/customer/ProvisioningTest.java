package dev.rekey.application.customer;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.reset.ValidateResetToken;
import dev.rekey.application.revocation.RevokeOAuthToken;
import dev.rekey.application.settings.ChangeSettings;
import dev.rekey.application.signin.SignIn;
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
  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void aNewCustomerIsCreatedWithoutAWarningToAnybody() {
    assertThat(
            coreFixture.put(new CustomerId("new"), "new@example.com", Customer.Status.ACTIVE, NEW))
        .isInstanceOfSatisfying(
            PutCustomer.Outcome.Created.class,
            created -> assertThat(created.customer().hasPassword()).isTrue());

    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(coreFixture.securityEvents.all()).isEmpty();
  }

  @Test
  void replacingWithoutAPasswordKeepsPasswordSignInsAndLinks() {
    ResetToken link = coreFixture.mailedToken();
    AccessToken signIn = coreFixture.signedIn(OLD);

    assertThat(coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null))
        .isInstanceOf(PutCustomer.Outcome.Replaced.class);

    assertThat(coreFixture.counts(signIn)).isTrue();
    assertThat(coreFixture.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Usable.class);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(coreFixture.background.waiting()).isEmpty();
  }

  @Test
  void whatADisabledCustomerHadStaysInvalidWhenTheCustomerIsEnabled() {
    ResetToken link = coreFixture.mailedToken();
    AccessToken signIn = coreFixture.signedIn(OLD);

    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    int events = coreFixture.securityEvents.all().size();
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, null);

    assertThat(events).isEqualTo(1);
    assertThat(coreFixture.securityEvents.all()).hasSize(1);
    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Used.class);
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void anErasedCustomerIsRevokedFirst() {
    coreFixture.signedIn(OLD);

    assertThat(coreFixture.eraseCustomer.erase(MARIA, CoreFixture.ADMINISTRATOR))
        .isInstanceOf(EraseCustomer.Outcome.Erased.class);

    assertThat(coreFixture.securityEvents.all()).hasSize(1);
    assertThat(coreFixture.audit.all())
        .extracting(AuditEvent::type)
        .endsWith(AuditEvent.Type.TOKENS_REVOKED, AuditEvent.Type.CUSTOMER_ERASED);
  }

  @Test
  void replacingWithAPasswordKillsLinksRevokesTokensAndTellsTheCustomer() {
    ResetToken link = coreFixture.mailedToken();
    AccessToken signIn = coreFixture.signedIn(OLD);

    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, NEW);

    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Used.class);
    assertThat(coreFixture.signIn(NEW)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    coreFixture.performBackgroundWork();
    assertThat(coreFixture.mail.notices()).hasSize(1);
  }

  @Test
  void aTakenEmailOrARefusedPasswordChangesNothing() {
    coreFixture.put(new CustomerId("sven"), "sven@example.com", Customer.Status.ACTIVE, null);
    List<AuditEvent> before = coreFixture.audit.all();

    assertThat(coreFixture.put(MARIA, "SVEN@example.com", Customer.Status.DISABLED, NEW))
        .isInstanceOf(PutCustomer.Outcome.EmailTaken.class);
    assertThat(
            coreFixture.put(
                MARIA, "other@example.com", Customer.Status.DISABLED, "other@example.com"))
        .isEqualTo(
            new PutCustomer.Outcome.Rejected(
                List.of(new PasswordViolation(PasswordRule.SAME_AS_EMAIL))));

    assertThat(coreFixture.maria().active()).isTrue();
    assertThat(coreFixture.maria().email()).isEqualTo(CoreFixture.email(MARIAS_EMAIL));
    assertThat(coreFixture.audit.all()).isEqualTo(before);
  }

  @Test
  void aDisabledCustomerIsSignedInNowhere() {
    AccessToken signIn = coreFixture.signedIn(OLD);

    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);

    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.Refused.class);
  }

  @Test
  void anErasedCustomerLeavesNothingThatWorks() {
    ResetToken link = coreFixture.mailedToken();
    AccessToken signIn = coreFixture.signedIn(OLD);

    assertThat(coreFixture.eraseCustomer.erase(MARIA, CoreFixture.ADMINISTRATOR))
        .isInstanceOf(EraseCustomer.Outcome.Erased.class);

    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.validateResetToken.validate(link))
        .isInstanceOf(ValidateResetToken.Outcome.Unknown.class);
    assertThat(coreFixture.eraseCustomer.erase(MARIA, CoreFixture.ADMINISTRATOR))
        .isInstanceOf(EraseCustomer.Outcome.UnknownCustomer.class);
    assertThat(coreFixture.readAuditTrail.read(MARIA, null, 9)).isEmpty();
  }

  @Test
  void oneListedTokenIsRevokedOnceAndTheOthersLiveOn() {
    AccessToken first = coreFixture.issued("erp");
    AccessToken second = coreFixture.issued("loyalty");
    OAuthToken token =
        coreFixture.listOAuthTokens.list(MARIA, null, 9).orElseThrow().stream()
            .filter(one -> one.client().equals("erp"))
            .findFirst()
            .orElseThrow();
    var listed = new RevokeOAuthToken.Selection.Listed(MARIA, token.id());

    assertThat(coreFixture.revokeOAuthToken.revoke(listed, CoreFixture.ADMINISTRATOR))
        .isInstanceOf(RevokeOAuthToken.Outcome.Revoked.class);
    assertThat(coreFixture.revokeOAuthToken.revoke(listed, CoreFixture.ADMINISTRATOR))
        .isInstanceOf(RevokeOAuthToken.Outcome.Revoked.class);

    assertThat(coreFixture.counts(first)).isFalse();
    assertThat(coreFixture.counts(second)).isTrue();
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.OAUTH_TOKEN_REVOKED)
        .hasSize(1);
  }

  @Test
  void aWholeEmailFindsExactlyItsAccount() {
    coreFixture.put(
        new CustomerId("other"), "anna-maria@example.com", Customer.Status.ACTIVE, null);

    assertThat(coreFixture.findCustomers.find("MARIA@example.com", null, null, 9))
        .extracting(Customer::id)
        .containsExactly(MARIA);
    assertThat(coreFixture.findCustomers.find("maria@", null, null, 9)).hasSize(2);
  }

  @Test
  void settingsChangeAllOrNoneAndLeaveATrace() {
    assertThat(
            coreFixture.changeSettings.change(
                Map.of(
                    Setting.MINIMUM_LENGTH, Optional.of("9"),
                    Setting.LINK_LIFETIME, Optional.of("PT0S")),
                CoreFixture.ADMINISTRATOR))
        .isEqualTo(new ChangeSettings.Outcome.Invalid(Setting.LINK_LIFETIME));
    assertThat(coreFixture.settings.current().passwordPolicy().minimumLength()).isEqualTo(6);

    coreFixture.set(Setting.MINIMUM_LENGTH, "9");

    assertThat(coreFixture.settings.current().passwordPolicy().minimumLength()).isEqualTo(9);
    assertThat(coreFixture.audit.all().getLast().type())
        .isEqualTo(AuditEvent.Type.SETTINGS_CHANGED);
  }
}
