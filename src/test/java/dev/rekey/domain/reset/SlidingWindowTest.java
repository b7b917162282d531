package dev.rekey.domain.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.property.RandomInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void exactlyAnHourOldNoLongerStandsInTheWay() {
    RequestLimit one = new RequestLimit(1, Duration.ZERO);
    SlidingWindow window = SlidingWindow.EMPTY.with(START);

    assertThat(window.waitFor(one, START.plus(HOUR))).isZero();
    assertThat(window.waitFor(one, START.plus(HOUR).minusNanos(1))).isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void exactlyTheIntervalPasses() {
    RequestLimit tenMinutes = new RequestLimit(0, Duration.ofMinutes(10));
    SlidingWindow window = SlidingWindow.EMPTY.with(START);

    assertThat(window.waitFor(tenMinutes, START.plus(Duration.ofMinutes(10)))).isZero();
    assertThat(window.waitFor(tenMinutes, START.plus(Duration.ofMinutes(10)).minusNanos(1)))
        .isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void theLongerOfTheTwoWaitsCounts() {
    RequestLimit both = new RequestLimit(2, Duration.ofMinutes(10));
    SlidingWindow window = SlidingWindow.EMPTY.with(START).with(START.plusSeconds(3000));

    assertThat(window.waitFor(both, START.plusSeconds(3001))).isEqualTo(Duration.ofSeconds(599));
    assertThat(window.waitFor(both, START.plusSeconds(3000))).isEqualTo(Duration.ofMinutes(10));
    assertThat(window.waitFor(new RequestLimit(2, Duration.ofMinutes(1)), START.plusSeconds(3001)))
        .isEqualTo(Duration.ofSeconds(599));
  }

  @Test
  void withoutALimitNothingHasToWait() {
    SlidingWindow window = SlidingWindow.EMPTY.with(START).with(START).with(START);

    assertThat(window.waitFor(new RequestLimit(0, Duration.ZERO), START)).isZero();
    assertThat(new RequestLimit(0, Duration.ZERO).inForce()).isFalse();
  }

  @Test
  void aLimitThatWasLoweredCountsWhatIsThere() {
    SlidingWindow window =
        SlidingWindow.EMPTY.with(START).with(START.plusSeconds(60)).with(START.plusSeconds(120));

    assertThat(window.waitFor(new RequestLimit(1, Duration.ZERO), START.plusSeconds(120)))
        .isEqualTo(HOUR);
    assertThat(window.remaining(new RequestLimit(1, Duration.ZERO), START.plusSeconds(120)))
        .isZero();
  }

  /// Against a model that keeps every accepted request for ever.
  @Test
  void theWindowAgreesWithANaiveCount() {
    RandomInputs.check(
        500,
        inputs ->
            assertAgreesWithANaiveCount(
                inputs.list(0, 60, () -> inputs.integer(0, 1500)),
                inputs.integer(0, 6),
                inputs.integer(0, 5000)));
  }

  private static void assertAgreesWithANaiveCount(List<Integer> pauses, int perHour, int interval) {
    RequestLimit limit = new RequestLimit(perHour, Duration.ofSeconds(interval));
    List<Instant> accepted = new ArrayList<>();
    SlidingWindow window = SlidingWindow.EMPTY;
    Instant now = START;
    for (int pause : pauses) {
      now = now.plusSeconds(pause);
      Duration wait = window.waitFor(limit, now);

      assertThat(wait.isZero()).isEqualTo(admits(accepted, limit, now));
      if (wait.isZero()) {
        accepted.add(now);
        window = window.with(now);
      } else {
        assertThat(admits(accepted, limit, now.plus(wait))).isTrue();
        assertThat(admits(accepted, limit, now.plus(wait).minusNanos(1))).isFalse();
      }
      assertThat(window.remaining(limit, now))
          .isEqualTo((int) Math.max(0, perHour - within(accepted, now)));
    }
  }

  private static boolean admits(List<Instant> accepted, RequestLimit limit, Instant now) {
    boolean early =
        !accepted.isEmpty() && now.isBefore(accepted.getLast().plus(limit.minInterval()));
    return !early && (limit.perHour() == 0 || within(accepted, now) < limit.perHour());
  }

  private static long within(List<Instant> accepted, Instant now) {
    return accepted.stream().filter(at -> Duration.between(at, now).compareTo(HOUR) < 0).count();
  }
}
