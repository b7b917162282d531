package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.NEW;
import static dev.rekey.application.Rekey.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenewingALinkTest {
  private final Rekey rekey = Rekey.withMaria();

  @Test
  void anExpiredLinkBringsANewOneToTheSameCustomer() {
    ResetToken expired = rekey.mailedToken();
    rekey.clock.advance(Duration.ofHours(24));

    assertThat(admission(expired)).isInstanceOf(Admission.Admitted.class);
    rekey.mailDue();

    assertThat(rekey.mail.links()).hasSize(2);
    assertThat(rekey.mail.links().getLast().to().id()).isEqualTo(MARIA);
    assertThat(rekey.confirm(rekey.mail.links().getLast().token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aUsedLinkBringsANewOneToTheAddressThatIsStoredByNow() {
    ResetToken used = rekey.mailedToken();
    rekey.confirm(used, NEW);
    rekey.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    rekey.clock.advance(Duration.ofMinutes(10));

    assertThat(admission(used)).isInstanceOf(Admission.Admitted.class);
    rekey.mailDue();

    assertThat(rekey.mail.links().getLast().to().mailbox().value())
        .isEqualTo("elsewhere@example.com");
  }

  @Test
  void itIsCountedWithTheRequestsForTheAddress() {
    ResetToken expired = rekey.mailedToken();
    rekey.clock.advance(Duration.ofHours(24));
    rekey.request(MARIAS_EMAIL);

    assertThat(admission(expired)).isInstanceOf(Admission.Refused.class);

    rekey.clock.advance(Duration.ofMinutes(10));
    assertThat(admission(expired)).isInstanceOf(Admission.Admitted.class);
    assertThat(rekey.request(MARIAS_EMAIL)).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aLinkThatWorksBringsNone() {
    ResetToken usable = rekey.mailedToken();
    rekey.clock.advance(Duration.ofMinutes(10));

    assertThat(rekey.renewResetLink.renew(usable, VISITOR))
        .isInstanceOf(RenewResetLink.Outcome.StillUsable.class);
    assertThat(rekey.mailDue()).isZero();
  }

  @Test
  void aTokenThatWasNeverMailedBringsNone() {
    ResetToken unknown = new ResetToken(Secret.of(new byte[Secret.OCTETS]));

    assertThat(rekey.renewResetLink.renew(unknown, VISITOR))
        .isInstanceOf(RenewResetLink.Outcome.Unknown.class);
    assertThat(rekey.mailDue()).isZero();
  }

  @Test
  void aDisabledCustomersLinkIsAnsweredLikeAnyOtherAndBringsNoMail() {
    ResetToken token = rekey.mailedToken();
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    rekey.clock.advance(Duration.ofMinutes(10));

    assertThat(admission(token)).isInstanceOf(Admission.Admitted.class);
    rekey.mailDue();

    assertThat(rekey.mail.links()).hasSize(1);
  }

  private Admission admission(ResetToken token) {
    if (rekey.renewResetLink.renew(token, VISITOR)
        instanceof RenewResetLink.Outcome.Decided(Admission admission)) {
      return admission;
    }
    throw new AssertionError("Nothing was asked for");
  }
}
