package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.RateLimiter;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.reset.RequestLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [RateLimiter] promises.
public abstract class RateLimiterContract extends Contract {
  private static final RequestLimit TWO = new RequestLimit(2, Duration.ZERO);
  private static final RateLimits ONE_KEY = RateLimits.of("one", TWO);

  @Test
  void asManyUsesAreAllowedAsTheLimitSays() {
    assertThat(IntStream.range(0, 2)).allMatch(_ -> allowed(ONE_KEY));

    assertThat(allowed(ONE_KEY)).isFalse();
    assertThat(allowed(RateLimits.of("another", TWO))).isTrue();
    ports().pass(Duration.ofHours(1));
    assertThat(allowed(ONE_KEY)).isTrue();
  }

  @Test
  void noLimitAllowsEveryUseAndCountsNone() {
    RateLimits none = RateLimits.of("one", new RequestLimit(0, Duration.ZERO));

    assertThat(IntStream.range(0, 50)).allMatch(_ -> allowed(none));

    assertThat(allowed(ONE_KEY)).isTrue();
  }

  @Test
  void aUseThatOneLimitRejectsIsCountedForNone() {
    RateLimits both = ONE_KEY.and(RateLimits.of("full", new RequestLimit(1, Duration.ZERO)));
    assertThat(allowed(both)).isTrue();

    assertThat(IntStream.range(0, 5)).noneMatch(_ -> allowed(both));

    assertThat(allowed(ONE_KEY)).isTrue();
    assertThat(allowed(ONE_KEY)).isFalse();
  }

  @Test
  void aReleasedUseMakesRoomForAnotherOne() {
    RateLimitDecision.Allowed first = (RateLimitDecision.Allowed) limiter().count(ONE_KEY);
    assertThat(allowed(ONE_KEY)).isTrue();

    limiter().release(first.counted().keySet(), first.at());

    assertThat(allowed(ONE_KEY)).isTrue();
    assertThat(allowed(ONE_KEY)).isFalse();
  }

  @Test
  void aUseMayBeReleasedForSomeOfItsKeys() {
    RateLimits other = RateLimits.of("other", TWO);
    RateLimitDecision.Allowed first =
        (RateLimitDecision.Allowed) limiter().count(ONE_KEY.and(other));

    limiter().release(other.keys(), first.at());
    limiter().release(Set.of(), first.at());

    assertThat(allowed(ONE_KEY)).isTrue();
    assertThat(allowed(ONE_KEY)).isFalse();
    assertThat(allowed(other)).isTrue();
    assertThat(allowed(other)).isTrue();
  }

  @Test
  void ofFiftyAtOnceExactlyTwoAreAllowed() {
    RateLimits client =
        RateLimits.ofClient("failures", ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1}), TWO);

    List<RateLimitDecision> answers = Race.of(50, _ -> () -> limiter().count(client));

    assertThat(answers).filteredOn(RateLimitDecision.Allowed.class::isInstance).hasSize(2);
  }

  @Test
  void fiftyAtOnceThatReleaseTheirUseLeaveNothing() {
    RateLimits many = RateLimits.of("one", new RequestLimit(100, Duration.ZERO));
    List<RateLimitDecision> _ =
        Race.of(
            50,
            _ ->
                () -> {
                  RateLimitDecision counted = limiter().count(many);
                  if (counted instanceof RateLimitDecision.Allowed allowed) {
                    limiter().release(allowed.counted().keySet(), allowed.at());
                  }
                  return counted;
                });

    assertThat(allowed(ONE_KEY)).isTrue();
    assertThat(allowed(ONE_KEY)).isTrue();
  }

  private RateLimiter limiter() {
    return ports().rateLimiter();
  }

  private boolean allowed(RateLimits limits) {
    return limiter().count(limits) instanceof RateLimitDecision.Allowed;
  }
}
