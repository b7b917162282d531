package dev.rekey.application;

import static dev.rekey.application.Rekey.ADMINISTRATOR;
import static dev.rekey.application.Rekey.ISSUER;
import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.MARIAS_EMAIL;
import static dev.rekey.application.Rekey.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.SignedCall;
import dev.rekey.domain.revocation.SubjectIdentifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RevokingGloballyTest {
  private static final Origin SENDER = Origin.administrator("soc", null);
  private static final CustomerId NOBODY = new CustomerId("nobody");

  private final Rekey rekey = Rekey.withMaria();

  static Stream<SubjectIdentifier> maria() {
    return Stream.of(
        email(MARIAS_EMAIL),
        new SubjectIdentifier.Opaque(MARIA),
        new SubjectIdentifier.IssuerAndSubject(ISSUER, MARIA.value()));
  }

  @ParameterizedTest
  @MethodSource("maria")
  void everythingEndsWhicheverWaySomebodyIsNamed(SubjectIdentifier maria) {
    AccessToken signIn = rekey.signedIn(OLD);
    AccessToken integration = rekey.issued("erp");

    assertThat(revoke(maria)).isInstanceOf(RevokeGlobally.Outcome.Revoked.class);

    assertThat(rekey.counts(signIn)).isFalse();
    assertThat(rekey.counts(integration)).isFalse();
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.origin()).isEqualTo(SENDER);
          assertThat(event.count()).isEqualTo(2);
        });
  }

  @Test
  void receiversAreToldWhereSomethingEndedAndNotOfWhatHadEndedBefore() {
    rekey.signedIn(OLD);
    SubjectIdentifier maria = new SubjectIdentifier.Opaque(MARIA);

    assertThat(revoke(maria)).isInstanceOf(RevokeGlobally.Outcome.Revoked.class);
    assertThat(rekey.securityEvents.all()).hasSize(1);
    assertThat(revoke(maria)).isInstanceOf(RevokeGlobally.Outcome.Revoked.class);

    assertThat(rekey.securityEvents.all())
        .as("a receiver that answers an event with a revocation comes to rest")
        .hasSize(1);
  }

  @Test
  void oneAddressMeansEverybodyWhoHasIt() {
    CustomerId elsewhere = new CustomerId("maria-at-north");
    rekey.putCustomer.put(
        elsewhere,
        new CustomerProfile(
            new StoreId("north"),
            EmailAddress.parse(MARIAS_EMAIL).orElseThrow(),
            "Maria",
            Locale.ENGLISH,
            Customer.Status.ACTIVE),
        null,
        ADMINISTRATOR);
    long here = rekey.maria().signInVersion();
    rekey.issued("erp");
    rekey.issueOAuthToken.issue(elsewhere, "erp", null, Duration.ofDays(1), ADMINISTRATOR);
    long there = rekey.customers.find(elsewhere).orElseThrow().signInVersion();

    revoke(email(MARIAS_EMAIL));

    assertThat(rekey.maria().signInVersion()).isGreaterThan(here);
    assertThat(rekey.customers.find(elsewhere).orElseThrow().signInVersion()).isGreaterThan(there);
  }

  @Test
  void aStandardAccountHasNothingToRevokeAndYetNoSignInUnderWaySurvives() {
    long before = rekey.maria().signInVersion();

    assertThat(revoke(email(MARIAS_EMAIL))).isInstanceOf(RevokeGlobally.Outcome.Revoked.class);

    assertThat(rekey.maria().signInVersion()).isGreaterThan(before);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isZero());
  }

  @Test
  void whatAnIssuerCallsSomebodyNeedNotBeAnId() {
    assertThat(revoke(new SubjectIdentifier.IssuerAndSubject(ISSUER, "auth0|maria")))
        .isInstanceOf(RevokeGlobally.Outcome.ImpossibleSubject.class);
  }

  @Test
  void anotherIssuersSubjectIsNobodyHere() {
    AccessToken signIn = rekey.signedIn(OLD);

    assertThat(
            revoke(new SubjectIdentifier.IssuerAndSubject("https://other.example", "auth0|maria")))
        .isInstanceOf(RevokeGlobally.Outcome.UnknownIssuer.class);

    assertThat(rekey.counts(signIn)).isTrue();
  }

  @Test
  void whoIsNotThereIsTold() {
    assertThat(revoke(email("nobody@example.com")))
        .isInstanceOf(RevokeGlobally.Outcome.UnknownSubject.class);
    assertThat(revoke(new SubjectIdentifier.Opaque(NOBODY)))
        .isInstanceOf(RevokeGlobally.Outcome.UnknownSubject.class);
  }

  @Test
  void aSignedCallIsCarriedOutOnce() {
    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeGlobally.Outcome.Revoked.class);
    AccessToken later = rekey.signedIn(OLD);

    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeGlobally.Outcome.AlreadySpent.class);
    assertThat(signed(new SubjectIdentifier.Opaque(MARIA), "call-1"))
        .isInstanceOf(RevokeGlobally.Outcome.AlreadySpent.class);
    assertThat(rekey.counts(later)).isTrue();

    assertThat(signed(email(MARIAS_EMAIL), "call-2"))
        .isInstanceOf(RevokeGlobally.Outcome.Revoked.class);
    assertThat(rekey.counts(later)).isFalse();
  }

  @Test
  void aSignedCallThatFindsNobodyIsSpentToo() {
    assertThat(signed(new SubjectIdentifier.Opaque(NOBODY), "call-1"))
        .isInstanceOf(RevokeGlobally.Outcome.UnknownSubject.class);

    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeGlobally.Outcome.AlreadySpent.class);
  }

  private RevokeGlobally.Outcome revoke(SubjectIdentifier subject) {
    return rekey.revokeGlobally.revoke(subject, SENDER, null);
  }

  private RevokeGlobally.Outcome signed(SubjectIdentifier subject, String id) {
    return rekey.revokeGlobally.revoke(
        subject, SENDER, new SignedCall("https://okta.example", id, Instant.EPOCH));
  }

  private static SubjectIdentifier email(String address) {
    return new SubjectIdentifier.Email(EmailAddress.parse(address).orElseThrow());
  }
}
