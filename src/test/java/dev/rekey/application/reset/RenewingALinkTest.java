package dev.rekey.application.reset;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.NEW;
import static dev.rekey.application.CoreFixture.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenewingALinkTest {
  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void anExpiredLinkBringsANewOneToTheSameCustomer() {
    ResetToken expired = coreFixture.mailedToken();
    coreFixture.clock.advance(Duration.ofHours(24));

    assertThat(rateLimitDecision(expired)).isInstanceOf(RateLimitDecision.Allowed.class);
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(2);
    assertThat(coreFixture.mail.links().getLast().to().id()).isEqualTo(MARIA);
    assertThat(coreFixture.confirm(coreFixture.mail.links().getLast().token(), NEW))
        .isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
  }

  @Test
  void aUsedLinkBringsANewOneToTheAddressThatIsStoredByNow() {
    ResetToken used = coreFixture.mailedToken();
    coreFixture.confirm(used, NEW);
    coreFixture.put(MARIA, "elsewhere@example.com", Customer.Status.ACTIVE, null);
    coreFixture.clock.advance(Duration.ofMinutes(10));

    assertThat(rateLimitDecision(used)).isInstanceOf(RateLimitDecision.Allowed.class);
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links().getLast().to().requireEmail().value())
        .isEqualTo("elsewhere@example.com");
  }

  @Test
  void itIsCountedWithTheRequestsForTheAddress() {
    ResetToken expired = coreFixture.mailedToken();
    coreFixture.clock.advance(Duration.ofHours(24));
    coreFixture.request(MARIAS_EMAIL);

    assertThat(rateLimitDecision(expired)).isInstanceOf(RateLimitDecision.Limited.class);

    coreFixture.clock.advance(Duration.ofMinutes(10));
    assertThat(rateLimitDecision(expired)).isInstanceOf(RateLimitDecision.Allowed.class);
    assertThat(coreFixture.request(MARIAS_EMAIL)).isInstanceOf(RateLimitDecision.Limited.class);
  }

  @Test
  void aLinkThatWorksBringsNone() {
    ResetToken usable = coreFixture.mailedToken();
    coreFixture.clock.advance(Duration.ofMinutes(10));

    assertThat(coreFixture.renewResetLink.renew(usable, VISITOR))
        .isInstanceOf(RenewResetLink.Outcome.StillUsable.class);
    assertThat(coreFixture.mailDue()).isZero();
  }

  @Test
  void aTokenThatWasNeverMailedBringsNone() {
    ResetToken unknown = new ResetToken(Secret.of(new byte[Secret.OCTETS]));

    assertThat(coreFixture.renewResetLink.renew(unknown, VISITOR))
        .isInstanceOf(RenewResetLink.Outcome.Unknown.class);
    assertThat(coreFixture.mailDue()).isZero();
  }

  @Test
  void aDisabledCustomersLinkIsAnsweredLikeAnyOtherAndBringsNoMail() {
    ResetToken token = coreFixture.mailedToken();
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.DISABLED, null);
    coreFixture.clock.advance(Duration.ofMinutes(10));

    assertThat(rateLimitDecision(token)).isInstanceOf(RateLimitDecision.Allowed.class);
    coreFixture.mailDue();

    assertThat(coreFixture.mail.links()).hasSize(1);
  }

  private RateLimitDecision rateLimitDecision(ResetToken token) {
    if (coreFixture.renewResetLink.renew(token, VISITOR)
        instanceof RenewResetLink.Outcome.Decided(RateLimitDecision rateLimitDecision)) {
      return rateLimitDecision;
    }
    throw new AssertionError("Nothing was asked for");
  }
}
