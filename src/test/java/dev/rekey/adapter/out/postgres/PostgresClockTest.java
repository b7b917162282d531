package dev.rekey.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresClockTest {
  private static final Instant ELSEWHEN = Instant.parse("2031-05-06T07:08:09Z");
  private static final Duration A_TEST = Duration.ofMinutes(1);

  private final PostgresClock clock = new PostgresClock();

  @Test
  void beforeAnythingWasReadTheMachinesOwnClockHasToDo() {
    Instant before = Instant.now();

    assertThat(clock.instant()).isBetween(before, before.plus(A_TEST));
  }

  @Test
  void theTimeGoesOnFromWhatWasRead() {
    long now = System.nanoTime();

    clock.read(ELSEWHEN, now - 1_000_000, now);
    Instant first = clock.instant();
    Instant second = clock.instant();

    assertThat(first).isBetween(ELSEWHEN, ELSEWHEN.plus(A_TEST));
    assertThat(second).isAfterOrEqualTo(first);
  }

  @Test
  void aClockThatIsSetBackIsFollowed() {
    long now = System.nanoTime();
    clock.read(ELSEWHEN, now, now);

    clock.read(ELSEWHEN.minus(Duration.ofDays(6)), now, now);

    assertThat(clock.instant()).isBefore(ELSEWHEN.minus(Duration.ofDays(5)));
  }

  @Test
  void aReadingThatTookLongIsNoneUnlessItIsTheFirst() {
    long now = System.nanoTime();
    long slow = Duration.ofSeconds(1).toNanos();
    clock.read(ELSEWHEN, now - slow, now);
    assertThat(clock.instant()).isBetween(ELSEWHEN, ELSEWHEN.plus(A_TEST));

    clock.read(ELSEWHEN.plus(Duration.ofDays(1)), now - slow, now);

    assertThat(clock.instant()).isBefore(ELSEWHEN.plus(A_TEST));
  }
}
