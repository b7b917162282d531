package dev.rekey.application.revocation;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.OLD;
import static dev.rekey.application.CoreFixture.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.revocation.AccessToken;
import org.junit.jupiter.api.Test;

class SigningOutEverywhereTest {
  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void everySignInAndEveryIntegrationEnds() {
    AccessToken here = coreFixture.signedIn(OLD);
    AccessToken elsewhere = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(coreFixture.signOutEverywhere.signOut(here, VISITOR))
        .isInstanceOfSatisfying(
            SignOutEverywhere.Outcome.Revoked.class,
            revoked -> assertThat(revoked.revocation().revokedTokens()).isEqualTo(3));

    assertThat(coreFixture.counts(here)).isFalse();
    assertThat(coreFixture.counts(elsewhere)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(VISITOR);
          assertThat(event.actor()).isEqualTo(MARIA.value());
          assertThat(event.count()).isEqualTo(3);
        });
    assertThat(coreFixture.securityEvents.all())
        .singleElement()
        .satisfies(queued ->
            assertThat(queued.types()).containsExactly(SecurityEvents.Type.SESSION_REVOKED));
  }

  @Test
  void anIntegrationEndsNothing() {
    AccessToken here = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(coreFixture.signOutEverywhere.signOut(integration, VISITOR))
        .isInstanceOf(SignOutEverywhere.Outcome.NotASignIn.class);

    assertThat(coreFixture.counts(here)).isTrue();
    assertThat(coreFixture.counts(integration)).isTrue();
  }

  @Test
  void aSignInThatHasEndedEndsNothing() {
    AccessToken ended = coreFixture.signedIn(OLD);
    coreFixture.signOutEverywhere.signOut(ended, VISITOR);
    AccessToken fresh = coreFixture.signedIn(OLD);

    assertThat(coreFixture.signOutEverywhere.signOut(ended, VISITOR))
        .isInstanceOf(SignOutEverywhere.Outcome.SignedOut.class);

    assertThat(coreFixture.counts(fresh)).isTrue();
  }
}
