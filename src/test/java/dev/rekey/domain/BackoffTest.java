package dev.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void pausesGrowUntilTheLongest() {
    assertThat(seconds(Backoff.doubling(SECOND, Duration.ofSeconds(10)), 6))
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    assertThat(seconds(new Backoff(SECOND, Duration.ofSeconds(64), 4), 5))
        .containsExactly(1L, 4L, 16L, 64L, 64L);
  }

  @Test
  void noNumberOfFailuresIsTooMany() {
    Duration longest = Duration.ofDays(365_000);

    assertThat(Backoff.doubling(SECOND, longest).after(Integer.MAX_VALUE)).isEqualTo(longest);
  }

  @Test
  void pausesThatDoNotGrowAreRefused() {
    for (Duration first : List.of(Duration.ZERO, SECOND.negated(), SECOND.plusNanos(1))) {
      assertThatIllegalArgumentException()
          .as("%s", first)
          .isThrownBy(() -> Backoff.doubling(first, SECOND));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(SECOND, SECOND, 1));
  }

  private static List<Long> seconds(Backoff backoff, int most) {
    return IntStream.range(0, most).mapToObj(i -> backoff.after(i).toSeconds()).toList();
  }
}
