package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.chaos.Chaos;
import dev.rekey.local.fixture.TestScope;
import java.time.Duration;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// `bin/chaos` for a minute, or ten in a complete run, with an order of faults that has the long
/// ones first.
class ChaosIT {
  private static final Logger LOG = Logger.getLogger(ChaosIT.class.getName());
  private static final long SEED = 3;
  private static final Duration FAULTS = Duration.ofMinutes(TestScope.isComplete() ? 10 : 1);

  @Test
  void nothingThatWasAcceptedIsLostInMinutesOfFaults() throws Exception {
    Chaos.Outcome outcome = Chaos.run(new Chaos.Options(FAULTS, SEED), line -> LOG.info(line));

    assertThat(outcome.figures()).isNotEmpty().allMatch(Chaos.Figure::good);
    assertThat(outcome.faults()).isGreaterThanOrEqualTo(10);
    assertThat(outcome.accepted()).isGreaterThan(300);
  }
}
