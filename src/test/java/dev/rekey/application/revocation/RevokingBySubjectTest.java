package dev.rekey.application.revocation;

import static dev.rekey.application.CoreFixture.ADMINISTRATOR;
import static dev.rekey.application.CoreFixture.ISSUER;
import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.MARIAS_EMAIL;
import static dev.rekey.application.CoreFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.SignedRequest;
import dev.rekey.domain.revocation.SubjectIdentifier;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RevokingBySubjectTest {
  private static final Actor SENDER = Actor.administrator("soc", null);
  private static final CustomerId NOBODY = new CustomerId("nobody");

  private final CoreFixture coreFixture = CoreFixture.withMaria();

  static Stream<SubjectIdentifier> maria() {
    return Stream.of(
        email(MARIAS_EMAIL),
        new SubjectIdentifier.Opaque(MARIA),
        new SubjectIdentifier.IssuerAndSubject(ISSUER, MARIA.value()));
  }

  @ParameterizedTest
  @MethodSource("maria")
  void everythingEndsWhicheverWaySomebodyIsNamed(SubjectIdentifier maria) {
    AccessToken signIn = coreFixture.signedIn(OLD);
    AccessToken integration = coreFixture.issued("erp");

    assertThat(revoke(maria)).isInstanceOf(RevokeBySubject.Outcome.Revoked.class);

    assertThat(coreFixture.counts(signIn)).isFalse();
    assertThat(coreFixture.counts(integration)).isFalse();
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.origin()).isEqualTo(SENDER);
          assertThat(event.count()).isEqualTo(2);
        });
  }

  @Test
  void receiversAreToldWhereSomethingEndedAndNotOfWhatHadEndedBefore() {
    coreFixture.signedIn(OLD);
    SubjectIdentifier maria = new SubjectIdentifier.Opaque(MARIA);

    assertThat(revoke(maria)).isInstanceOf(RevokeBySubject.Outcome.Revoked.class);
    assertThat(coreFixture.securityEvents.all()).hasSize(1);
    assertThat(revoke(maria)).isInstanceOf(RevokeBySubject.Outcome.Revoked.class);

    assertThat(coreFixture.securityEvents.all())
        .as("a receiver that answers an event with a revocation comes to rest")
        .hasSize(1);
  }

  @Test
  void oneAddressMeansEverybodyWhoHasIt() {
    CustomerId elsewhere = new CustomerId("maria-at-north");
    coreFixture.putCustomer.put(
        elsewhere,
        new CustomerProfile(
            new StoreId("north"),
            EmailAddress.parse(MARIAS_EMAIL).orElseThrow(),
            "Maria",
            Locale.ENGLISH,
            Customer.Status.ACTIVE),
        null,
        ADMINISTRATOR);
    long here = coreFixture.maria().signInVersion();
    coreFixture.issued("erp");
    coreFixture.issueOAuthToken.issue(elsewhere, "erp", null, Duration.ofDays(1), ADMINISTRATOR);
    long there = coreFixture.customers.find(elsewhere).orElseThrow().signInVersion();

    revoke(email(MARIAS_EMAIL));

    assertThat(coreFixture.maria().signInVersion()).isGreaterThan(here);
    assertThat(coreFixture.customers.find(elsewhere).orElseThrow().signInVersion())
        .isGreaterThan(there);
  }

  @Test
  void aStandardAccountHasNothingToRevokeAndYetNoSignInUnderWaySurvives() {
    long before = coreFixture.maria().signInVersion();

    assertThat(revoke(email(MARIAS_EMAIL))).isInstanceOf(RevokeBySubject.Outcome.Revoked.class);

    assertThat(coreFixture.maria().signInVersion()).isGreaterThan(before);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .singleElement()
        .satisfies(event -> assertThat(event.count()).isZero());
  }

  @Test
  void whatAnIssuerCallsSomebodyNeedNotBeAnId() {
    assertThat(revoke(new SubjectIdentifier.IssuerAndSubject(ISSUER, "auth0|maria")))
        .isInstanceOf(RevokeBySubject.Outcome.ImpossibleSubject.class);
  }

  @Test
  void anotherIssuersSubjectIsNobodyHere() {
    AccessToken signIn = coreFixture.signedIn(OLD);

    assertThat(
            revoke(new SubjectIdentifier.IssuerAndSubject("https://other.example", "auth0|maria")))
        .isInstanceOf(RevokeBySubject.Outcome.UnknownIssuer.class);

    assertThat(coreFixture.counts(signIn)).isTrue();
  }

  @Test
  void whoIsNotThereIsTold() {
    assertThat(revoke(email("nobody@example.com")))
        .isInstanceOf(RevokeBySubject.Outcome.UnknownSubject.class);
    assertThat(revoke(new SubjectIdentifier.Opaque(NOBODY)))
        .isInstanceOf(RevokeBySubject.Outcome.UnknownSubject.class);
  }

  @Test
  void aSignedCallIsCarriedOutOnce() {
    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeBySubject.Outcome.Revoked.class);
    AccessToken later = coreFixture.signedIn(OLD);

    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeBySubject.Outcome.AlreadyConsumed.class);
    assertThat(signed(new SubjectIdentifier.Opaque(MARIA), "call-1"))
        .isInstanceOf(RevokeBySubject.Outcome.AlreadyConsumed.class);
    assertThat(coreFixture.counts(later)).isTrue();

    assertThat(signed(email(MARIAS_EMAIL), "call-2"))
        .isInstanceOf(RevokeBySubject.Outcome.Revoked.class);
    assertThat(coreFixture.counts(later)).isFalse();
  }

  @Test
  void aSignedCallThatFindsNobodyIsSpentToo() {
    assertThat(signed(new SubjectIdentifier.Opaque(NOBODY), "call-1"))
        .isInstanceOf(RevokeBySubject.Outcome.UnknownSubject.class);

    assertThat(signed(email(MARIAS_EMAIL), "call-1"))
        .isInstanceOf(RevokeBySubject.Outcome.AlreadyConsumed.class);
  }

  private RevokeBySubject.Outcome revoke(SubjectIdentifier subject) {
    return coreFixture.revokeBySubject.revoke(subject, SENDER, null);
  }

  private RevokeBySubject.Outcome signed(SubjectIdentifier subject, String id) {
    return coreFixture.revokeBySubject.revoke(
        subject, SENDER, new SignedRequest("https://okta.example", id, Instant.EPOCH));
  }

  private static SubjectIdentifier email(String address) {
    return new SubjectIdentifier.Email(EmailAddress.parse(address).orElseThrow());
  }
}
