package dev.rekey.application.revocation;

import static dev.rekey.application.CoreFixture.MARIA;
import static dev.rekey.application.CoreFixture.OLD;
import static dev.rekey.application.CoreFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForcingManySignInsTest {
  private static final Actor ANNA =
      Actor.administrator("anna", ClientAddress.of(new byte[] {(byte) 198, 51, 100, 7}));
  private static final Actor BERT = Actor.administrator("bert", null);
  private static final StoreId OUTLET = new StoreId("outlet");
  private static final ForceSignInTarget THE_SHOP = new ForceSignInTarget.WholeStore(SHOP);
  private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

  private final CoreFixture coreFixture = CoreFixture.withMaria();

  @Test
  void everythingThatEveryCustomerOfTheStoreIsSignedInWithEndsAndNobodyElses() {
    List<CustomerId> shop = customers(SHOP, "c", 34);
    List<CustomerId> outlet = customers(OUTLET, "o", 3);
    List<AccessToken> theirs = tokens(shop, 2);
    List<AccessToken> others = tokens(outlet, 1);
    AccessToken marias = coreFixture.signedIn(OLD);

    UUID job = started(THE_SHOP, null, ANNA);
    assertThat(progress(job).remaining()).isEqualTo(35);
    coreFixture.performBackgroundWork();

    assertThat(theirs).noneMatch(coreFixture::counts);
    assertThat(coreFixture.counts(marias)).isFalse();
    assertThat(others).allMatch(coreFixture::counts);
    figures(job, 35, 2 * 34 + 1, 0);
    assertThat(coreFixture.background.waiting()).isEmpty();
    assertThat(coreFixture.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void everyCustomersTrailNamesWhoStartedItAndTheirReceiversAreTold() {
    List<CustomerId> listed = customers(SHOP, "c", 12);
    tokens(listed, 3);

    started(list(listed), null, ANNA);
    coreFixture.performBackgroundWork();

    List<AuditEvent> events =
        coreFixture.audit.all().stream()
            .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
            .toList();
    assertThat(events).extracting(AuditEvent::customer).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(events)
        .allMatch(event -> event.origin().equals(ANNA))
        .allMatch(event -> Integer.valueOf(3).equals(event.count()));
    assertThat(coreFixture.securityEvents.all())
        .hasSize(12)
        .allMatch(queued -> queued.types().equals(Set.of(SecurityEvents.Type.SESSION_REVOKED)));
  }

  @Test
  void whoeverIsUnknownHasFailedAndIsNamed() {
    CustomerId nobody = new CustomerId("nobody");
    coreFixture.signedIn(OLD);

    UUID job = started(list(List.of(nobody, MARIA)), null, ANNA);
    coreFixture.performBackgroundWork();

    figures(job, 1, 1, 1);
    assertThat(progress(job).failedCustomers()).containsExactly(nobody);
  }

  @Test
  void theFirstSignInToAStandardAccountThatItOvertakesChecksThePasswordOnceMore() {
    int before = coreFixture.hashing.comparisons();
    coreFixture.hashing.meanwhile(() -> {
      started(list(List.of(MARIA)), null, ANNA);
      coreFixture.performBackgroundWork();
    });

    AccessToken token = coreFixture.signedIn(OLD);

    assertThat(coreFixture.hashing.comparisons()).isEqualTo(before + 2);
    assertThat(coreFixture.counts(token)).isTrue();
  }

  @Test
  void aListWithoutAnybodyWhoEverHadATokenIsDoneAllTheSame() {
    List<CustomerId> plain = customers(SHOP, "plain", 2);

    UUID job = started(list(plain), null, ANNA);
    coreFixture.performBackgroundWork();

    figures(job, 2, 0, 0);
  }

  @Test
  void aStoreWithoutCustomersIsDoneToo() {
    UUID job = started(new ForceSignInTarget.WholeStore(OUTLET), null, ANNA);
    assertThat(progress(job).remaining()).isEqualTo(1);

    coreFixture.performBackgroundWork();

    figures(job, 0, 0, 0);
  }

  @Test
  void theSameKeyStartsNoSecondJobAndAnotherMeaningIsRefused() {
    UUID job = started(THE_SHOP, KEY, ANNA);

    assertThat(started(THE_SHOP, KEY, ANNA)).isEqualTo(job);
    assertThat(coreFixture.startForceSignInJob.start(list(List.of(MARIA)), KEY, ANNA))
        .isInstanceOf(StartForceSignInJob.Outcome.KeyReused.class);
    assertThat(coreFixture.background.waiting()).hasSize(1);
    coreFixture.performBackgroundWork();
    assertThat(started(THE_SHOP, KEY, ANNA)).isEqualTo(job);
    assertThat(coreFixture.background.waiting()).isEmpty();
  }

  @Test
  void aKeyIsItsCallersOwn() {
    UUID job = started(THE_SHOP, KEY, ANNA);

    assertThat(started(THE_SHOP, KEY, BERT)).isNotEqualTo(job);
    assertThat(started(THE_SHOP, KEY, Actor.administrator("anna", null))).isEqualTo(job);
  }

  @Test
  void whereverItIsKilledNobodyIsSkippedOrDealtWithTwice() {
    List<CustomerId> shop = customers(SHOP, "c", 100);
    tokens(shop, 1);
    UUID job = started(THE_SHOP, null, ANNA);
    for (int after = 1; after <= 4; after++) {
      RunForceSignInJobs killed = performing(new Killed(after));
      assertThatThrownBy(() -> killed.perform(() -> false)).isInstanceOf(Error.class);
    }

    coreFixture.performBackgroundWork();

    figures(job, 101, 100, 0);
    assertThat(revocations()).hasSize(101).doesNotHaveDuplicates();
  }

  @Test
  void itLeavesOffWhenItIsToldToAndGoesOnLater() {
    tokens(customers(SHOP, "c", 30), 1);
    UUID job = started(THE_SHOP, null, ANNA);
    AtomicInteger asked = new AtomicInteger();

    assertThat(coreFixture.runForceSignInJobs.perform(() -> asked.incrementAndGet() > 2))
        .isEqualTo(BackgroundWork.Progress.AGAIN);

    long processed = progress(job).processed();
    assertThat(processed).isEqualTo(20);
    assertThat(progress(job).remaining()).isEqualTo(31 - processed);
    coreFixture.performBackgroundWork();
    figures(job, 31, 30, 0);
  }

  @Test
  void aShortJobIsDoneBeforeALongOneThatWasThereFirst() {
    customers(SHOP, "c", 400);
    UUID longOne = started(THE_SHOP, null, ANNA);
    UUID shortOne = started(list(List.of(MARIA)), null, ANNA);
    List<Long> remaining = new ArrayList<>();

    coreFixture.runForceSignInJobs.perform(() -> {
      if (progress(shortOne).remaining() == 0 && remaining.isEmpty()) {
        remaining.add(progress(longOne).remaining());
      }
      return false;
    });

    assertThat(remaining).containsExactly(201L);
    figures(longOne, 401, 0, 0);
  }

  @Test
  void anOutageLeavesTheJobForLater() {
    UUID job = started(THE_SHOP, null, ANNA);

    assertThatThrownBy(() -> performing(new Outage(2)).perform(() -> false))
        .isInstanceOf(TemporarilyUnavailable.class);

    assertThat(progress(job).finishedAt()).isNull();
    assertThat(progress(job).failed()).isZero();
    coreFixture.performBackgroundWork();
    figures(job, 1, 0, 0);
  }

  @Test
  void whoStartedItIsOnTheTrailOnce() {
    started(list(List.of(MARIA)), KEY, ANNA);
    started(list(List.of(MARIA)), KEY, ANNA);
    started(THE_SHOP, null, BERT);

    AuditEvent started = AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, ANNA);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.FORCE_SIGN_INS_STARTED)
        .containsExactly(
            started.counting(1).at(CoreFixture.START),
            AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, BERT)
                .at(CoreFixture.START));
  }

  @Test
  void oneCustomerWhoseSignInsCannotBeEndedKeepsNobodyElseWaiting() {
    oneOfAStoreIsPassedBy(new IllegalStateException("poison"));
  }

  @Test
  void oneCustomerWhoTakesTooLongKeepsNobodyElseWaiting() {
    oneOfAStoreIsPassedBy(new TemporarilyUnavailable("too long", Duration.ofSeconds(2), null));
  }

  private void oneOfAStoreIsPassedBy(RuntimeException fault) {
    List<CustomerId> shop = customers(SHOP, "c", 25);
    List<AccessToken> tokens = tokens(shop, 1);
    CustomerId faulty = shop.get(7);
    UUID job = started(THE_SHOP, null, ANNA);
    Revocations failing =
        new Revocations(
            coreFixture.customers,
            coreFixture.oauthTokens,
            coreFixture.audit,
            (customer, actor, types) -> {
              if (customer.equals(faulty)) {
                throw fault;
              }
            },
            coreFixture.nowhereElse,
            coreFixture.unitOfWork);
    RunForceSignInJobs performing =
        new RunForceSignInJobs(
            coreFixture.jobs,
            coreFixture.lookup(coreFixture.customers, IdentityBackend.BUILT_IN),
            coreFixture.customers,
            failing,
            coreFixture.audit,
            coreFixture.unitOfWork,
            CoreFixture.NO_DELAY,
            Duration.ZERO);

    assertThatThrownBy(() -> performing.perform(() -> false)).isSameAs(fault);

    figures(job, 25, 24, 1);
    assertThat(progress(job).failedCustomers()).containsExactly(faulty);
    assertThat(tokens).filteredOn(coreFixture::counts).hasSize(1);
    assertThat(coreFixture.audit.all())
        .filteredOn(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .containsExactly(
            AuditEvent.failed(AuditEvent.Type.TOKENS_REVOKED, faulty, ANNA).at(CoreFixture.START));
  }

  private RunForceSignInJobs performing(UnitOfWork unitOfWork) {
    return new RunForceSignInJobs(
        coreFixture.jobs,
        coreFixture.lookup(coreFixture.customers, IdentityBackend.BUILT_IN),
        coreFixture.customers,
        coreFixture.revocations,
        coreFixture.audit,
        unitOfWork,
        CoreFixture.NO_DELAY,
        Duration.ZERO);
  }

  private List<CustomerId> revocations() {
    return coreFixture.audit.all().stream()
        .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
        .map(AuditEvent::customer)
        .toList();
  }

  private void figures(UUID job, long processed, long revoked, long failed) {
    ForceSignInProgress progress = progress(job);
    assertThat(progress.processed()).as("processed").isEqualTo(processed);
    assertThat(progress.revoked()).as("revoked").isEqualTo(revoked);
    assertThat(progress.failed()).as("failed").isEqualTo(failed);
    assertThat(progress.remaining()).as("remaining").isZero();
    assertThat(progress.finishedAt()).isNotNull();
  }

  private ForceSignInProgress progress(UUID job) {
    return coreFixture.progress(job);
  }

  private UUID started(ForceSignInTarget target, @Nullable IdempotencyKey key, Actor by) {
    if (coreFixture.startForceSignInJob.start(target, key, by)
        instanceof StartForceSignInJob.Outcome.Accepted(UUID id)) {
      return id;
    }
    throw new AssertionError("Not accepted");
  }

  private static ForceSignInTarget list(List<CustomerId> customers) {
    return new ForceSignInTarget.Listed(Set.copyOf(customers));
  }

  private List<CustomerId> customers(StoreId store, String prefix, int count) {
    List<CustomerId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CustomerId id = new CustomerId(prefix + "-" + (1000 + i));
      coreFixture.customers.store(
          id,
          new CustomerProfile(
              store,
              CoreFixture.email(id + "@example.com"),
              null,
              Locale.ENGLISH,
              Customer.Status.ACTIVE));
      ids.add(id);
    }
    return ids;
  }

  private List<AccessToken> tokens(List<CustomerId> customers, int each) {
    List<AccessToken> tokens = new ArrayList<>();
    for (CustomerId customer : customers) {
      for (int i = 0; i < each; i++) {
        if (coreFixture.issueOAuthToken.issue(customer, "erp", null, Duration.ofDays(9), ANNA)
            instanceof IssueOAuthToken.Outcome.Issued(var _, AccessToken secret)) {
          tokens.add(secret);
        }
      }
    }
    return tokens;
  }

  /// Does so many units of work, and is killed in the middle of the next.
  private final class Killed implements UnitOfWork {
    private int left;

    Killed(int units) {
      left = units;
    }

    @Override
    public <T> T run(Supplier<T> work) {
      return coreFixture.unitOfWork.run(() -> {
        T result = work.get();
        if (left-- == 0) {
          throw new Error("killed");
        }
        return result;
      });
    }
  }

  /// A database that is gone after so many units of work.
  private final class Outage implements UnitOfWork {
    private int left;

    Outage(int units) {
      left = units - 1;
    }

    @Override
    public <T> T run(Supplier<T> work) {
      if (left-- <= 0) {
        throw new TemporarilyUnavailable("no database", Duration.ofSeconds(2), null);
      }
      return coreFixture.unitOfWork.run(work);
    }
  }
}
