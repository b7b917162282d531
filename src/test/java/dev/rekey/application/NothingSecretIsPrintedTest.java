package dev.rekey.application;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Secret;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NothingSecretIsPrintedTest {
  @Test
  void noEventOutcomeLetterOrStoredThingPrintsATokenAPasswordOrAWholeAddress() {
    CoreFixture coreFixture = CoreFixture.withMaria();
    List<Object> printed = new ArrayList<>();
    ResetToken link = coreFixture.mailedToken();
    AccessToken token = coreFixture.signedIn(OLD);
    printed.add(link);
    printed.add(token);
    printed.add(coreFixture.signIn(OLD));
    printed.add(coreFixture.validateResetToken.validate(link));
    printed.add(coreFixture.valid(token));
    printed.add(coreFixture.confirm(link, OLD + " with a space"));
    printed.add(coreFixture.confirm(link, NEW));
    printed.add(coreFixture.issueOAuthToken);
    printed.add(coreFixture.listOAuthTokens.list(MARIA, null, 99));
    coreFixture.performBackgroundWork();
    // the notices of one hour are one mail
    coreFixture.clock.advance(Duration.ofHours(1));
    printed.add(coreFixture.put(MARIA, MARIAS_EMAIL, coreFixture.maria().status(), NEW));
    printed.add(coreFixture.maria());
    printed.add(coreFixture.resetTokens.find(link.digest()));
    printed.add(
        coreFixture.credentials.attempt(
            CoreFixture.SHOP,
            CoreFixture.email(MARIAS_EMAIL).digest(),
            coreFixture.settings.current().lockout(),
            null));
    printed.add(
        ResetRequest.ByVisitor.of(
            CoreFixture.SHOP, CoreFixture.email(MARIAS_EMAIL), CoreFixture.VISITOR));
    printed.add(Password.of(NEW));
    coreFixture.performBackgroundWork();
    printed.addAll(coreFixture.mail.accepted());
    DisputeToken dispute =
        Optional.ofNullable(coreFixture.mail.notices().getLast().dispute()).orElseThrow().token();
    printed.add(dispute);
    printed.add(coreFixture.disputes.find(dispute.digest()));
    printed.add(coreFixture.disputePasswordChange.dispute(dispute, CoreFixture.VISITOR));
    printed.addAll(coreFixture.audit.all());
    printed.addAll(coreFixture.securityEvents.all());

    String all = printed.toString();

    assertThat(coreFixture.mail.notices()).isNotEmpty();
    assertThat(all).doesNotContain(OLD, NEW, MARIAS_EMAIL, "example.com");
    for (Secret secret : coreFixture.tokenGenerator.given()) {
      assertThat(all).doesNotContain(secret.reveal());
    }
  }
}
