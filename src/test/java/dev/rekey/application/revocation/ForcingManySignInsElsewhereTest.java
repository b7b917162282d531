package dev.rekey.application.revocation;

import static dev.rekey.application.CoreFixture.ADMINISTRATOR;
import static dev.rekey.application.CoreFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.fake.stub.CustomersElsewhere;
import dev.rekey.fake.stub.SettableAuthorizationServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Force sign-ins of many whom an identity provider keeps: nobody is missed because nobody here has
/// looked at them yet.
class ForcingManySignInsElsewhereTest {
  private static final ForceSignInTarget THE_SHOP = new ForceSignInTarget.WholeStore(SHOP);
  private static final CustomerId UNKNOWN = new CustomerId("nobody");

  private final CoreFixture coreFixture = new CoreFixture();
  private final CustomersElsewhere customers = new CustomersElsewhere(coreFixture.customers, SHOP);
  private final StartForceSignInJob start =
      new StartForceSignInJob(
          coreFixture.jobs,
          IdentityBackend.KEYCLOAK,
          coreFixture.background,
          coreFixture.audit,
          coreFixture.unitOfWork);
  private final RunForceSignInJobs perform =
      new RunForceSignInJobs(
          coreFixture.jobs,
          coreFixture.lookup(customers, IdentityBackend.KEYCLOAK),
          customers,
          coreFixture.revocations,
          coreFixture.audit,
          coreFixture.unitOfWork,
          CoreFixture.NO_DELAY,
          Duration.ZERO);

  @Test
  void everybodyOfAStoreIsDealtWithAlsoWhoWasNeverLookedAt() {
    List<CustomerId> everybody = keptElsewhere(ForceSignInLookup.PAGE_SIZE * 2 + 20);

    UUID job = started(THE_SHOP);
    perform.perform(() -> false);

    assertThat(revoked()).containsExactlyElementsOf(everybody);
    assertThat(progress(job).processed()).isEqualTo(everybody.size());
    assertThat(progress(job).remaining()).isZero();
  }

  @Test
  void aStoreOfExactlyOnePageIsDealtWithToo() {
    List<CustomerId> everybody = keptElsewhere(ForceSignInLookup.PAGE_SIZE);

    UUID job = started(THE_SHOP);
    perform.perform(() -> false);

    assertThat(revoked()).containsExactlyElementsOf(everybody);
    assertThat(progress(job).finishedAt()).isNotNull();
  }

  @Test
  void nothingIsCountedBeforeAllWereLookedUp() {
    keptElsewhere(ForceSignInLookup.PAGE_SIZE + 1);
    UUID job = started(THE_SHOP);
    int[] asked = {0};

    assertThat(perform.perform(() -> asked[0]++ > 0)).isEqualTo(BackgroundWork.Progress.AGAIN);

    assertThat(progress(job).counted()).isZero();
    assertThat(progress(job).remaining()).isEqualTo(1);
    assertThat(revoked()).isEmpty();
    perform.perform(() -> false);
    assertThat(progress(job).processed()).isEqualTo(ForceSignInLookup.PAGE_SIZE + 1);
  }

  @Test
  void aListIsLookedUpToo() {
    List<CustomerId> everybody = keptElsewhere(25);
    List<CustomerId> listed = new ArrayList<>(everybody);
    listed.add(UNKNOWN);

    UUID job = started(new ForceSignInTarget.Listed(Set.copyOf(listed)));
    perform.perform(() -> false);

    assertThat(revoked()).containsExactlyElementsOf(everybody);
    assertThat(progress(job).failedCustomers()).containsExactly(UNKNOWN);
  }

  @Test
  void whileNobodyCanBeAskedTheJobWaitsAndNobodyHasFailed() {
    List<CustomerId> everybody = keptElsewhere(3);
    UUID store = started(THE_SHOP);
    UUID list = started(new ForceSignInTarget.Listed(Set.copyOf(everybody)));
    customers.goAway();

    assertThatThrownBy(() -> perform.perform(() -> false))
        .isInstanceOf(TemporarilyUnavailable.class);

    assertThat(revoked()).isEmpty();
    assertThat(progress(store).finishedAt()).isNull();
    assertThat(progress(list).finishedAt()).isNull();
    assertThat(progress(list).failed()).isZero();
    customers.comeBack();
    perform.perform(() -> false);
    assertThat(progress(store).processed()).isEqualTo(3);
    assertThat(progress(list).processed()).isEqualTo(3);
  }

  @Test
  void oneIdThatNobodyCanAnswerForKeepsNobodyElseWaiting() {
    List<CustomerId> everybody = keptElsewhere(12);
    CustomerId faulty = everybody.get(5);
    customers.cannotAnswerFor(faulty);

    UUID job = started(new ForceSignInTarget.Listed(Set.copyOf(everybody)));
    assertThatThrownBy(() -> perform.perform(() -> false))
        .isInstanceOf(TemporarilyUnavailable.class);

    assertThat(progress(job).processed()).isEqualTo(11);
    assertThat(progress(job).failedCustomers()).containsExactly(faulty);
    assertThat(progress(job).finishedAt()).isNotNull();
  }

  @Test
  void aListOfThoseWhoAreKnownWaitsForNobody() {
    List<CustomerId> everybody = keptElsewhere(3);
    everybody.forEach(customers::find);
    customers.goAway();

    UUID job = started(new ForceSignInTarget.Listed(Set.copyOf(everybody)));
    perform.perform(() -> false);

    assertThat(progress(job).processed()).isEqualTo(3);
  }

  @Test
  void oneCustomerIsForcedToSignInAlsoWhileNobodyCanBeAskedWhoThatIs() {
    CustomerId unseen = new CustomerId("unseen");
    customers.goAway();
    ForceSignIn force =
        new ForceSignIn(
            new Revocations(
                customers,
                coreFixture.oauthTokens,
                coreFixture.audit,
                coreFixture.securityEvents,
                coreFixture.elsewhere(List.of(new SettableAuthorizationServer("keycloak"))),
                coreFixture.unitOfWork),
            coreFixture.audit);

    assertThat(force.force(unseen, ADMINISTRATOR)).isInstanceOf(ForceSignIn.Outcome.Revoked.class);

    assertThat(revoked()).containsExactly(unseen);
  }

  private List<CustomerId> keptElsewhere(int count) {
    List<CustomerId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CustomerId id = new CustomerId("k-" + (1000 + i));
      customers.keep(id);
      ids.add(id);
    }
    return ids;
  }

  private UUID started(ForceSignInTarget target) {
    if (start.start(target, null, ADMINISTRATOR)
        instanceof StartForceSignInJob.Outcome.Accepted(UUID id)) {
      return id;
    }
    throw new AssertionError("Not accepted");
  }

  private ForceSignInProgress progress(UUID job) {
    return coreFixture.progress(job);
  }

  private List<CustomerId> revoked() {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .map(AuditEvent::customer)
        .toList();
  }
}
