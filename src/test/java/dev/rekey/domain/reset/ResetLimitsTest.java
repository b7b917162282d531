package dev.rekey.domain.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResetLimitsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RequestLimit NONE = new RequestLimit(0, Duration.ZERO);
  private static final RequestLimit TWO = new RequestLimit(2, Duration.ZERO);

  private final Map<Digest, SlidingWindow> windows = new HashMap<>();
  private Instant now = START;

  @Test
  void theDefaultsLetFiveThroughInAnHourTenMinutesApart() {
    ResetLimits defaults =
        limits(
            Protection.BY_IP_AND_EMAIL,
            new RequestLimit(5, Duration.ofMinutes(10)),
            new RequestLimit(40, Duration.ZERO));
    for (int i = 0; i < 5; i++) {
      assertThat(admitted(visitor("a@example.com", 1), defaults)).isTrue();
      assertThat(admitted(visitor("a@example.com", 1), defaults)).isFalse();
      now = now.plus(Duration.ofMinutes(10));
    }

    assertThat(admit(visitor("a@example.com", 1), defaults))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
    now = START.plus(Duration.ofHours(1));
    assertThat(admitted(visitor("a@example.com", 1), defaults)).isTrue();
  }

  @Test
  void aRequestThatOneLimitRefusesIsCountedForNone() {
    ResetLimits limits =
        limits(Protection.BY_IP_AND_EMAIL, new RequestLimit(1, Duration.ZERO), TWO);
    assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
    assertThat(admitted(visitor("a@example.com", 1), limits)).isFalse();

    assertThat(admitted(visitor("b@example.com", 1), limits)).isTrue();
    assertThat(admitted(visitor("c@example.com", 1), limits)).isFalse();
    assertThat(admitted(visitor("c@example.com", 2), limits)).isTrue();
  }

  @Test
  void byIpLeavesEmailsAndTheIntervalAside() {
    ResetLimits limits = limits(Protection.BY_IP, new RequestLimit(1, Duration.ofDays(1)), TWO);

    assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
    assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
    assertThat(admitted(visitor("a@example.com", 1), limits)).isFalse();
    assertThat(admitted(visitor("a@example.com", 2), limits)).isTrue();
  }

  @Test
  void byEmailLeavesAddressesAside() {
    ResetLimits limits = limits(Protection.BY_EMAIL, TWO, new RequestLimit(1, Duration.ZERO));

    assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
    assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
    assertThat(admit(visitor("a@example.com", 1), limits))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class, limited -> assertThat(limited.address()).isEmpty());
    assertThat(admitted(visitor("b@example.com", 1), limits)).isTrue();
  }

  @Test
  void noneAndZeroLimitNothing() {
    RequestLimit one = new RequestLimit(1, Duration.ofDays(1));
    for (ResetLimits limits :
        new ResetLimits[] {
          limits(Protection.NONE, one, one), limits(Protection.BY_IP_AND_EMAIL, NONE, NONE)
        }) {
      assertThat(limits.keys(visitor("a@example.com", 1))).isEmpty();
      for (int i = 0; i < 100; i++) {
        assertThat(admitted(visitor("a@example.com", 1), limits)).isTrue();
      }
    }
  }

  @Test
  void administratorsAreCountedApartAndWhateverTheProtection() {
    ResetLimits limits = new ResetLimits(Protection.NONE, TWO, TWO, TWO);
    ResetRequest administrator = administrator("maria");
    for (int i = 0; i < 50; i++) {
      admitted(visitor("a@example.com", 1), limits);
    }

    assertThat(admitted(administrator, limits)).isTrue();
    assertThat(admitted(administrator, limits)).isTrue();
    assertThat(admitted(administrator, limits)).isFalse();
    assertThat(admitted(administrator("sven"), limits)).isTrue();
  }

  @Test
  void theSameEmailInTwoStoresIsTheSameMailbox() {
    ResetLimits one = limits(Protection.BY_EMAIL, new RequestLimit(1, Duration.ZERO), NONE);
    EmailAddress email = EmailAddress.parse("a@example.com").orElseThrow();

    assertThat(admitted(visitor("A@example.com", 1), one)).isTrue();
    assertThat(
            admitted(
                ResetRequest.ByVisitor.of(new StoreId("outlet"), email, Actor.customer(null)), one))
        .isFalse();
  }

  @Test
  void anAddressLearnsItsQuotaAlsoWhereTheEmailIsWhatRefuses() {
    ResetLimits limits =
        limits(
            Protection.BY_IP_AND_EMAIL,
            new RequestLimit(1, Duration.ZERO),
            new RequestLimit(3, Duration.ZERO));
    admitted(visitor("a@example.com", 1), limits);

    assertThat(admit(visitor("a@example.com", 1), limits))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited ->
                assertThat(limited.address())
                    .contains(new RateLimitDecision.Quota(3, 2, Duration.ZERO)));
  }

  @Test
  void aRequestThatWaitedForALockCountsFromWhenItGotIt() {
    ResetLimits limits =
        limits(Protection.BY_EMAIL, new RequestLimit(0, Duration.ofMinutes(10)), NONE);
    admitted(visitor("a@example.com", 1), limits);
    now = START.minusMillis(5);

    assertThat(admit(visitor("a@example.com", 1), limits))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(10)));
  }

  @Test
  void anIpv6SiteThatChangesItsNetworkIsLimitedWithLargerNumbers() {
    ResetLimits limits = limits(Protection.BY_IP, NONE, TWO);
    int within56 = 0;
    for (int i = 0; i < 64; i++) {
      within56 += admitted(ipv6(0, i), limits) ? 1 : 0;
    }
    int within48 = within56;
    for (int i = 0; i < 64; i++) {
      within48 += admitted(ipv6(i, 0), limits) ? 1 : 0;
    }

    assertThat(within56).isEqualTo(8);
    assertThat(within48).isEqualTo(32);
    assertThat(admit(ipv6(200, 0), limits))
        .isInstanceOfSatisfying(
            RateLimitDecision.Limited.class,
            limited ->
                assertThat(limited.address())
                    .contains(new RateLimitDecision.Quota(32, 0, limited.retryAfter())));
  }

  @Test
  void aCallerSeesWholeMinutesRoundedUp() {
    assertThat(minutes(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(minutes(Duration.ofMinutes(10))).isEqualTo(10);
    assertThat(minutes(Duration.ofMinutes(10).plusMillis(1))).isEqualTo(11);
  }

  private static long minutes(Duration wait) {
    return new RateLimitDecision.Limited(wait, Optional.empty()).minutes();
  }

  /// A visitor from a host of one /48.
  private static ResetRequest ipv6(int seventh, int eighth) {
    byte[] octets = new byte[16];
    octets[0] = 0x20;
    octets[6] = (byte) seventh;
    octets[7] = (byte) eighth;
    return ResetRequest.ByVisitor.of(
        StoreId.DEFAULT,
        EmailAddress.parse("a@example.com").orElseThrow(),
        Actor.customer(ClientAddress.of(octets)));
  }

  private boolean admitted(ResetRequest request, ResetLimits limits) {
    return admit(request, limits) instanceof RateLimitDecision.Allowed;
  }

  private RateLimitDecision admit(ResetRequest request, ResetLimits limits) {
    RateLimitDecision rateLimitDecision = limits.admit(request, windows, now);
    if (rateLimitDecision instanceof RateLimitDecision.Allowed allowed) {
      assertThat(allowed.counted().keySet())
          .containsExactlyInAnyOrderElementsOf(limits.keys(request));
      windows.putAll(allowed.counted());
    }
    return rateLimitDecision;
  }

  private static ResetLimits limits(
      Protection protection, RequestLimit email, RequestLimit address) {
    return new ResetLimits(protection, email, address, NONE);
  }

  private static ResetRequest visitor(String email, int address) {
    return ResetRequest.ByVisitor.of(
        StoreId.DEFAULT,
        EmailAddress.parse(email).orElseThrow(),
        Actor.customer(ClientAddress.of(new byte[] {(byte) 192, 0, 2, (byte) address})));
  }

  private static ResetRequest administrator(String customer) {
    return new ResetRequest.ByAdministrator(
        new CustomerId(customer), Actor.administrator("admin-1", null));
  }
}
