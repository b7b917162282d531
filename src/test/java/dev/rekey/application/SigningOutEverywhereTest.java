package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.OLD;
import static dev.rekey.application.Rekey.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.SecurityEvents;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.revocation.AccessToken;
import org.junit.jupiter.api.Test;

class SigningOutEverywhereTest {
  private final Rekey rekey = Rekey.withMaria();

  @Test
  void everySignInAndEveryIntegrationEnds() {
    AccessToken here = rekey.signedIn(OLD);
    AccessToken elsewhere = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(rekey.signOutEverywhere.signOut(here, VISITOR))
        .isInstanceOfSatisfying(
            SignOutEverywhere.Outcome.Revoked.class,
            revoked -> assertThat(revoked.revocation().revokedTokens()).isEqualTo(3));

    assertThat(rekey.counts(here)).isFalse();
    assertThat(rekey.counts(elsewhere)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.customer()).isEqualTo(MARIA);
          assertThat(event.origin()).isEqualTo(VISITOR);
          assertThat(event.actor()).isEqualTo(MARIA.value());
          assertThat(event.count()).isEqualTo(3);
        });
    assertThat(rekey.securityEvents.all())
        .singleElement()
        .satisfies(queued ->
            assertThat(queued.types()).containsExactly(SecurityEvents.Type.SESSION_REVOKED));
  }

  @Test
  void anIntegrationEndsNothing() {
    AccessToken here = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(rekey.signOutEverywhere.signOut(integration, VISITOR))
        .isInstanceOf(SignOutEverywhere.Outcome.NotASignIn.class);

    assertThat(rekey.counts(here)).isTrue();
    assertThat(rekey.counts(integration)).isTrue();
  }

  @Test
  void aSignInThatHasEndedEndsNothing() {
    AccessToken ended = rekey.signedIn(OLD);
    rekey.signOutEverywhere.signOut(ended, VISITOR);
    AccessToken fresh = rekey.signedIn(OLD);

    assertThat(rekey.signOutEverywhere.signOut(ended, VISITOR))
        .isInstanceOf(SignOutEverywhere.Outcome.SignedOut.class);

    assertThat(rekey.counts(fresh)).isTrue();
  }
}
