package dev.rekey.domain.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResetLinkTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void aLinkIsExpiredAtExactly24Hours() {
    assertThat(link(null).state(1, START.plus(DAY).minusNanos(1)))
        .isEqualTo(ResetLink.State.USABLE);
    assertThat(link(null).state(1, START.plus(DAY))).isEqualTo(ResetLink.State.EXPIRED);
  }

  @Test
  void usedComesBeforeExpired() {
    assertThat(link(START).state(1, START)).isEqualTo(ResetLink.State.USED);
    assertThat(link(START).state(1, START.plus(DAY))).isEqualTo(ResetLink.State.USED);
    assertThat(link(null).state(2, START.plus(DAY))).isEqualTo(ResetLink.State.USED);
  }

  @Test
  void aLinkOfAnotherVersionIsUsed() {
    assertThat(link(null).state(2, START)).isEqualTo(ResetLink.State.USED);
    assertThat(link(null).state(0, START)).isEqualTo(ResetLink.State.USED);
  }

  @Test
  void aLinkIsWorthAMailWhileATenthOfItsLifeIsLeft() {
    Instant tenthLeft = START.plus(DAY).minus(DAY.dividedBy(10));

    assertThat(link(null).worthMailing(START)).isTrue();
    assertThat(link(null).worthMailing(tenthLeft)).isTrue();
    assertThat(link(null).worthMailing(tenthLeft.plusNanos(1))).isFalse();
  }

  private static ResetLink link(@Nullable Instant usedAt) {
    return new ResetLink(new CustomerId("maria"), 1, START, START.plus(DAY), usedAt);
  }
}
