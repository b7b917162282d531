package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Secret;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NothingSecretIsPrintedTest {
  @Test
  void noEventOutcomeLetterOrStoredThingPrintsATokenAPasswordOrAWholeAddress() {
    Rekey rekey = Rekey.withMaria();
    List<Object> printed = new ArrayList<>();
    ResetToken link = rekey.mailedToken();
    AccessToken token = rekey.signedIn(OLD);
    printed.add(link);
    printed.add(token);
    printed.add(rekey.signIn(OLD));
    printed.add(rekey.validateResetToken.validate(link));
    printed.add(rekey.valid(token));
    printed.add(rekey.confirm(link, OLD + " with a space"));
    printed.add(rekey.confirm(link, NEW));
    printed.add(rekey.issueOAuthToken);
    printed.add(rekey.listOAuthTokens.list(MARIA, null, 99));
    printed.add(rekey.put(MARIA, MARIAS_EMAIL, rekey.maria().status(), NEW));
    printed.add(rekey.maria());
    printed.add(rekey.resetTokens.find(link.digest()));
    printed.add(
        rekey.credentials.attempt(
            Rekey.SHOP, Rekey.email(MARIAS_EMAIL).digest(), rekey.settings.current().lockout()));
    printed.add(ResetRequest.ByVisitor.of(Rekey.SHOP, Rekey.email(MARIAS_EMAIL), Rekey.VISITOR));
    printed.add(Password.of(NEW));
    rekey.performBackgroundWork();
    printed.addAll(rekey.mail.accepted());
    DisputeToken dispute =
        Optional.ofNullable(rekey.mail.notices().getLast().dispute()).orElseThrow().token();
    printed.add(dispute);
    printed.add(rekey.disputes.find(dispute.digest()));
    printed.add(rekey.disputePasswordChange.dispute(dispute, Rekey.VISITOR));
    printed.addAll(rekey.audit.all());
    printed.addAll(rekey.securityEvents.all());

    String all = printed.toString();

    assertThat(rekey.mail.notices()).isNotEmpty();
    assertThat(all).doesNotContain(OLD, NEW, MARIAS_EMAIL, "example.com");
    for (Secret secret : rekey.tokenSource.given()) {
      assertThat(all).doesNotContain(secret.reveal());
    }
  }
}
