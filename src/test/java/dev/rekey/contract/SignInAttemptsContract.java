package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [Credentials] promises of sign-ins at accounts that are kept here.
public abstract class SignInAttemptsContract extends Contract {
  private static final ServiceSettings.Lockout THREE =
      new ServiceSettings.Lockout(3, Duration.ofMinutes(10));
  private static final ServiceSettings.Lockout OFF =
      new ServiceSettings.Lockout(0, Duration.ofMinutes(10));
  private static final Digest ADDRESS = email("maria@example.com").digest();

  @Test
  void anAttemptSaysWhatToCompareWith() {
    maria();
    replace(HASH);

    SignInAttempts.Attempt attempt = attempt(THREE);

    assertThat(attempt.account())
        .contains(new SignInAttempts.Account(MARIA, true, find(MARIA).signInVersion()));
    assertThat(attempt.hash()).isEqualTo(HASH);
    assertThat(attempt.locked()).isFalse();
  }

  @Test
  void anAccountWithoutAPasswordHasNoHash() {
    maria();

    assertThat(attempt(THREE).hash()).isNull();
  }

  @Test
  void anAddressWithoutAnAccountIsCountedAllTheSame() {
    assertThat(attempt(THREE).locked()).isFalse();
    assertThat(attempt(THREE).lockedNow()).isFalse();
    assertThat(attempt(THREE).lockedNow()).isTrue();

    SignInAttempts.Attempt fourth = attempt(THREE);

    assertThat(fourth.locked()).isTrue();
    assertThat(fourth.lockedNow()).isFalse();
    assertThat(fourth.account()).isEmpty();
    assertThat(fourth.hash()).isNull();
  }

  @Test
  void aLockShowsAtTheCustomerAndEndsByItself() {
    maria();
    lockOut();
    assertThat(find(MARIA).lockedUntil()).isNotNull();

    ports().pass(Duration.ofMinutes(10));

    assertThat(find(MARIA).lockedUntil()).isNull();
    assertThat(attempt(THREE).locked()).isFalse();
    assertThat(attempt(THREE).lockedNow()).isFalse();
    assertThat(attempt(THREE).lockedNow()).isTrue();
  }

  @Test
  void whoKeepsTryingDoesNotLockAnybodyOutForLonger() {
    maria();
    lockOut();
    ports().pass(Duration.ofMinutes(6));
    assertThat(attempt(THREE).locked()).isTrue();

    ports().pass(Duration.ofMinutes(4));

    assertThat(attempt(THREE).locked()).isFalse();
  }

  @Test
  void aFailureIsForgottenAfterTheTimeOfALock() {
    attempt(THREE);
    attempt(THREE);

    ports().pass(Duration.ofMinutes(10));

    assertThat(attempt(THREE).lockedNow()).isFalse();
  }

  @Test
  void clearedFailuresAreForgottenAndALockWithThem() {
    maria();
    lockOut();

    inUnit(() -> ports().signInAttempts().clearFailures(SHOP, ADDRESS));

    assertThat(find(MARIA).lockedUntil()).isNull();
    assertThat(attempt(THREE).locked()).isFalse();
    assertThat(attempt(THREE).lockedNow()).isFalse();
  }

  @Test
  void theFailuresOfOneStoreAreNotThoseOfAnother() {
    lockOut();

    assertThat(attempt(OUTLET, THREE).locked()).isFalse();
  }

  @Test
  void oneAllowedFailureLocksAtOnce() {
    ServiceSettings.Lockout one = new ServiceSettings.Lockout(1, Duration.ofMinutes(10));

    assertThat(attempt(one).lockedNow()).isTrue();
    assertThat(attempt(one).locked()).isTrue();
    ports().pass(Duration.ofMinutes(10));
    assertThat(attempt(one).lockedNow()).isTrue();
  }

  @Test
  void nothingLocksWhereLockingIsOff() {
    for (int i = 0; i < 20; i++) {
      SignInAttempts.Attempt attempt = attempt(OFF);
      assertThat(attempt.locked() || attempt.lockedNow()).isFalse();
    }
  }

  @Test
  void howeverManyComeAtOnceNoMoreThanAllowedAreCompared() {
    List<SignInAttempts.Attempt> attempts = Race.of(12, _ -> () -> attempt(THREE));

    assertThat(attempts.stream().filter(one -> !one.locked())).hasSize(3);
    assertThat(attempts.stream().filter(SignInAttempts.Attempt::lockedNow)).hasSize(1);
  }

  @Test
  void aNewPasswordMovesTheLinkVersion() {
    Customer before = maria();

    replace(HASH);
    replace(new PasswordHash("$second"));

    assertThat(find(MARIA).linkVersion()).isEqualTo(before.linkVersion() + 2);
    assertThat(find(MARIA).hasPassword()).isTrue();
    assertThat(attempt(OFF).hash()).isEqualTo(new PasswordHash("$second"));
  }

  @Test
  void aPasswordThatWasTakenAwayIsNone() {
    maria();
    replace(HASH);

    inUnit(() -> {
      ports().customers().lock(MARIA);
      ports().credentials().remove(MARIA);
    });

    assertThat(find(MARIA).hasPassword()).isFalse();
    assertThat(attempt(OFF).hash()).isNull();
    assertThat(attempt(OFF).account()).isPresent();
  }

  @Test
  void eachFurtherPauseIsTwiceAsLongUpToADay() {
    maria();
    for (long minutes : new long[] {10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440}) {
      lockOut();
      ports().pass(Duration.ofMinutes(minutes).minusSeconds(30));
      assertThat(attempt(THREE).locked()).as(minutes + " min").isTrue();

      ports().pass(Duration.ofSeconds(30));

      assertThat(find(MARIA).lockedUntil()).isNull();
    }
  }

  @Test
  void aDayWithoutAFailureMakesTheNextPauseTheFirstOneAgain() {
    lockOut();
    ports().pass(Duration.ofMinutes(10).plusDays(1));

    lockOut();

    ports().pass(Duration.ofMinutes(10));
    assertThat(attempt(THREE).locked()).isFalse();
  }

  @Test
  void clearedFailuresMakeTheNextPauseTheFirstOneAgain() {
    lockOut();
    ports().pass(Duration.ofMinutes(10));
    lockOut();
    inUnit(() -> ports().signInAttempts().clearFailures(SHOP, ADDRESS));

    lockOut();

    ports().pass(Duration.ofMinutes(10));
    assertThat(attempt(THREE).locked()).isFalse();
  }

  @Test
  void aKnownDevicePassesThePauseAndItsFailuresCountAgainstItAlone() {
    maria();
    Digest device = remembered(MARIA);
    lockOut();

    for (int i = 0; i < 3; i++) {
      SignInAttempts.Attempt attempt = attempt(ADDRESS, device);
      assertThat(attempt.knownDevice()).isTrue();
      assertThat(attempt.locked() || attempt.lockedNow()).isFalse();
    }

    assertThat(attempt(ADDRESS, device).knownDevice()).isFalse();
    assertThat(attempt(ADDRESS, device).locked()).isTrue();
  }

  @Test
  void aSuccessResetsTheFailuresOfItsDevice() {
    maria();
    Digest device = remembered(MARIA);
    for (int round = 0; round < 3; round++) {
      attempt(ADDRESS, device);
      attempt(ADDRESS, device);
      inUnit(() -> ports().signInAttempts().remember(MARIA, device));
    }

    assertThat(attempt(ADDRESS, device).knownDevice()).isTrue();
  }

  @Test
  void aDeviceIsKnownToItsCustomerAlone() {
    maria();
    arrange(SVEN, profile(SHOP, "sven@example.com", Customer.Status.ACTIVE));
    Digest svens = remembered(SVEN);
    lockOut();

    inUnit(() -> ports().signInAttempts().remember(MARIA, svens));

    assertThat(attempt(ADDRESS, svens).locked()).isTrue();
    assertThat(attempt(ADDRESS, freshDigest()).locked()).isTrue();
    assertThat(attempt(email("nobody@example.com").digest(), svens).knownDevice()).isFalse();
    assertThat(attempt(email("sven@example.com").digest(), svens).knownDevice()).isTrue();
  }

  @Test
  void theDevicesOfACustomerEndWithTheCustomer() {
    maria();
    Digest device = remembered(MARIA);
    inUnit(() -> ports().customerRegistry().erase(MARIA));
    maria();

    assertThat(attempt(ADDRESS, device).knownDevice()).isFalse();
  }

  @Test
  void ofTooManyDevicesTheLeastRecentlyUsedOneIsForgotten() {
    maria();
    Digest first = remembered(MARIA);
    ports().pass(Duration.ofSeconds(1));
    for (int i = 1; i < SignInAttempts.MAX_DEVICES; i++) {
      remembered(MARIA);
    }
    assertThat(attempt(ADDRESS, first).knownDevice()).isTrue();

    remembered(MARIA);

    assertThat(attempt(ADDRESS, first).knownDevice()).isFalse();
  }

  @Test
  void howeverManyComeAtOnceNoMoreThanAllowedPassOnADevice() {
    maria();
    Digest device = remembered(MARIA);
    lockOut();

    List<SignInAttempts.Attempt> attempts = Race.of(12, _ -> () -> attempt(ADDRESS, device));

    assertThat(attempts).filteredOn(one -> !one.locked()).hasSize(3);
  }

  private Digest remembered(CustomerId customer) {
    Digest device = freshDigest();
    inUnit(() -> ports().signInAttempts().remember(customer, device));
    return device;
  }

  private SignInAttempts.Attempt attempt(Digest email, Digest device) {
    return unit(() -> ports().signInAttempts().attempt(SHOP, email, THREE, device));
  }

  private void lockOut() {
    for (int i = 0; i < 3; i++) {
      attempt(THREE);
    }
  }

  private SignInAttempts.Attempt attempt(ServiceSettings.Lockout lockout) {
    return attempt(SHOP, lockout);
  }

  private SignInAttempts.Attempt attempt(StoreId store, ServiceSettings.Lockout lockout) {
    return unit(() -> ports().signInAttempts().attempt(store, ADDRESS, lockout, null));
  }

  private void replace(PasswordHash hash) {
    inUnit(() -> {
      ports().customers().lock(MARIA);
      ports().credentials().replace(MARIA, new Credentials.PreparedPassword.Hashed(hash));
    });
  }
}
