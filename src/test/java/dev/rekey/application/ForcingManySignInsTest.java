package dev.rekey.application;

import static dev.rekey.application.Rekey.MARIA;
import static dev.rekey.application.Rekey.OLD;
import static dev.rekey.application.Rekey.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
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
  private static final Origin ANNA =
      Origin.administrator("anna", ClientAddress.of(new byte[] {(byte) 198, 51, 100, 7}));
  private static final Origin BERT = Origin.administrator("bert", null);
  private static final StoreId OUTLET = new StoreId("outlet");
  private static final ForceSignInTarget THE_SHOP = new ForceSignInTarget.WholeStore(SHOP);
  private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

  private final Rekey rekey = Rekey.withMaria();

  @Test
  void everythingThatEveryCustomerOfTheStoreIsSignedInWithEndsAndNobodyElses() {
    List<CustomerId> shop = customers(SHOP, "c", 34);
    List<CustomerId> outlet = customers(OUTLET, "o", 3);
    List<AccessToken> theirs = tokens(shop, 2);
    List<AccessToken> others = tokens(outlet, 1);
    AccessToken marias = rekey.signedIn(OLD);

    UUID job = started(THE_SHOP, null, ANNA);
    assertThat(progress(job).remaining()).isEqualTo(35);
    rekey.performBackgroundWork();

    assertThat(theirs).noneMatch(rekey::counts);
    assertThat(rekey.counts(marias)).isFalse();
    assertThat(others).allMatch(rekey::counts);
    figures(job, 35, 2 * 34 + 1, 0);
    assertThat(rekey.background.waiting()).isEmpty();
    assertThat(rekey.signIn(OLD)).isInstanceOf(SignIn.Outcome.SignedIn.class);
  }

  @Test
  void everyCustomersTrailNamesWhoStartedItAndTheirReceiversAreTold() {
    List<CustomerId> listed = customers(SHOP, "c", 12);
    tokens(listed, 3);

    started(list(listed), null, ANNA);
    rekey.performBackgroundWork();

    List<AuditEvent> events =
        rekey.audit.all().stream()
            .filter(event -> event.type() == AuditEvent.Type.TOKENS_REVOKED)
            .toList();
    assertThat(events).extracting(AuditEvent::customer).containsExactlyInAnyOrderElementsOf(listed);
    assertThat(events)
        .allMatch(event -> event.origin().equals(ANNA))
        .allMatch(event -> Integer.valueOf(3).equals(event.count()));
    assertThat(rekey.securityEvents.all())
        .hasSize(12)
        .allMatch(queued -> queued.types().equals(Set.of(SecurityEvents.Type.SESSION_REVOKED)));
  }

  @Test
  void whoeverIsUnknownHasFailedAndIsNamed() {
    CustomerId nobody = new CustomerId("nobody");
    rekey.signedIn(OLD);

    UUID job = started(list(List.of(nobody, MARIA)), null, ANNA);
    rekey.performBackgroundWork();

    figures(job, 1, 1, 1);
    assertThat(progress(job).failedCustomers()).containsExactly(nobody);
  }

  @Test
  void theFirstSignInToAStandardAccountThatItOvertakesChecksThePasswordOnceMore() {
    int before = rekey.hashing.comparisons();
    rekey.hashing.meanwhile(() -> {
      started(list(List.of(MARIA)), null, ANNA);
      rekey.performBackgroundWork();
    });

    AccessToken token = rekey.signedIn(OLD);

    assertThat(rekey.hashing.comparisons()).isEqualTo(before + 2);
    assertThat(rekey.counts(token)).isTrue();
  }

  @Test
  void aListWithoutAnybodyWhoEverHadATokenIsDoneAllTheSame() {
    List<CustomerId> plain = customers(SHOP, "plain", 2);

    UUID job = started(list(plain), null, ANNA);
    rekey.performBackgroundWork();

    figures(job, 2, 0, 0);
  }

  @Test
  void aStoreWithoutCustomersIsDoneToo() {
    UUID job = started(new ForceSignInTarget.WholeStore(OUTLET), null, ANNA);
    assertThat(progress(job).remaining()).isEqualTo(1);

    rekey.performBackgroundWork();

    figures(job, 0, 0, 0);
  }

  @Test
  void theSameKeyStartsNoSecondJobAndAnotherMeaningIsRefused() {
    UUID job = started(THE_SHOP, KEY, ANNA);

    assertThat(started(THE_SHOP, KEY, ANNA)).isEqualTo(job);
    assertThat(rekey.startForceSignIns.start(list(List.of(MARIA)), KEY, ANNA))
        .isInstanceOf(StartForceSignIns.Outcome.KeyReused.class);
    assertThat(rekey.background.waiting()).hasSize(1);
    rekey.performBackgroundWork();
    assertThat(started(THE_SHOP, KEY, ANNA)).isEqualTo(job);
    assertThat(rekey.background.waiting()).isEmpty();
  }

  @Test
  void aKeyIsItsCallersOwn() {
    UUID job = started(THE_SHOP, KEY, ANNA);

    assertThat(started(THE_SHOP, KEY, BERT)).isNotEqualTo(job);
    assertThat(started(THE_SHOP, KEY, Origin.administrator("anna", null))).isEqualTo(job);
  }

  @Test
  void whereverItIsKilledNobodyIsSkippedOrDealtWithTwice() {
    List<CustomerId> shop = customers(SHOP, "c", 100);
    tokens(shop, 1);
    UUID job = started(THE_SHOP, null, ANNA);
    for (int after = 1; after <= 4; after++) {
      PerformForceSignIns killed = performing(new Killed(after));
      assertThatThrownBy(() -> killed.perform(() -> false)).isInstanceOf(Error.class);
    }

    rekey.performBackgroundWork();

    figures(job, 101, 100, 0);
    assertThat(revocations()).hasSize(101).doesNotHaveDuplicates();
  }

  @Test
  void itLeavesOffWhenItIsToldToAndGoesOnLater() {
    tokens(customers(SHOP, "c", 30), 1);
    UUID job = started(THE_SHOP, null, ANNA);
    AtomicInteger asked = new AtomicInteger();

    assertThat(rekey.performForceSignIns.perform(() -> asked.incrementAndGet() > 2))
        .isEqualTo(BackgroundWork.Progress.AGAIN);

    long processed = progress(job).processed();
    assertThat(processed).isEqualTo(20);
    assertThat(progress(job).remaining()).isEqualTo(31 - processed);
    rekey.performBackgroundWork();
    figures(job, 31, 30, 0);
  }

  @Test
  void aShortJobIsDoneBeforeALongOneThatWasThereFirst() {
    customers(SHOP, "c", 400);
    UUID longOne = started(THE_SHOP, null, ANNA);
    UUID shortOne = started(list(List.of(MARIA)), null, ANNA);
    List<Long> remaining = new ArrayList<>();

    rekey.performForceSignIns.perform(() -> {
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
    rekey.performBackgroundWork();
    figures(job, 1, 0, 0);
  }

  @Test
  void whoStartedItIsOnTheTrailOnce() {
    started(list(List.of(MARIA)), KEY, ANNA);
    started(list(List.of(MARIA)), KEY, ANNA);
    started(THE_SHOP, null, BERT);

    AuditEvent started = AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, ANNA);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.type() == AuditEvent.Type.FORCE_SIGN_INS_STARTED)
        .containsExactly(
            started.counting(1).at(Rekey.START),
            AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, BERT).at(Rekey.START));
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
            rekey.customers,
            rekey.oauthTokens,
            rekey.audit,
            (customer, origin, types) -> {
              if (customer.equals(faulty)) {
                throw fault;
              }
            },
            rekey.nowhereElse,
            rekey.unitOfWork);
    PerformForceSignIns performing =
        new PerformForceSignIns(
            rekey.jobs,
            rekey.lookup(rekey.customers, IdentityBackend.BUILT_IN),
            rekey.customers,
            failing,
            rekey.audit,
            rekey.unitOfWork,
            Rekey.NO_DELAY,
            Duration.ZERO);

    assertThatThrownBy(() -> performing.perform(() -> false)).isSameAs(fault);

    figures(job, 25, 24, 1);
    assertThat(progress(job).failedCustomers()).containsExactly(faulty);
    assertThat(tokens).filteredOn(rekey::counts).hasSize(1);
    assertThat(rekey.audit.all())
        .filteredOn(event -> event.outcome() == AuditEvent.Outcome.FAILURE)
        .containsExactly(
            AuditEvent.failed(AuditEvent.Type.TOKENS_REVOKED, faulty, ANNA).at(Rekey.START));
  }

  private PerformForceSignIns performing(UnitOfWork unitOfWork) {
    return new PerformForceSignIns(
        rekey.jobs,
        rekey.lookup(rekey.customers, IdentityBackend.BUILT_IN),
        rekey.customers,
        rekey.revocations,
        rekey.audit,
        unitOfWork,
        Rekey.NO_DELAY,
        Duration.ZERO);
  }

  private List<CustomerId> revocations() {
    return rekey.audit.all().stream()
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
    return rekey.progress(job);
  }

  private UUID started(ForceSignInTarget target, @Nullable IdempotencyKey key, Origin by) {
    if (rekey.startForceSignIns.start(target, key, by)
        instanceof StartForceSignIns.Outcome.Accepted(UUID id)) {
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
      rekey.customers.store(
          id,
          new CustomerProfile(
              store,
              Rekey.email(id + "@example.com"),
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
        if (rekey.issueOAuthToken.issue(customer, "erp", null, Duration.ofDays(9), ANNA)
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
      return rekey.unitOfWork.run(() -> {
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
      return rekey.unitOfWork.run(work);
    }
  }
}
