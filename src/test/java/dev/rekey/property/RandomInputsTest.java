package dev.rekey.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RandomInputsTest {
  @Test
  void aFailureListsItsInputsAndTheSeedThatRepeatsThem() {
    AssertionError failure = failure();
    Matcher seed = Pattern.compile("-Dtest\\.seed=(\\d+)").matcher(failure.getMessage());
    assertThat(seed.find()).isTrue();
    assertThat(failure)
        .hasMessageContainingAll("\n  [", "too long")
        .hasCauseInstanceOf(AssertionError.class);

    String before = System.setProperty(RandomInputs.SEED, seed.group(1));
    try {
      assertThat(failure()).hasMessage(failure.getMessage());
    } finally {
      restore(before);
    }
  }

  @Test
  void aSequenceThatFailsIsReportedWithoutWhatTheFailureDoesNotNeed() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                RandomInputs.checkSequences(
                    1000,
                    inputs -> inputs.list(0, 60, () -> inputs.integer(0, 9)),
                    sequence -> {
                      if (sequence.contains(7) && sequence.lastIndexOf(3) > sequence.indexOf(7)) {
                        throw new IllegalStateException("3 after 7");
                      }
                    }));

    assertThat(failure)
        .hasMessageStartingWith("Failed with these inputs:\n  7\n  3\nRepeat with -Dtest.seed=")
        .hasMessageEndingWith("3 after 7");
  }

  @Test
  void integersReachBothBoundsAndStayWithin() {
    List<Integer> all = new ArrayList<>();
    RandomInputs.check(inputs -> all.add(inputs.integer(Integer.MIN_VALUE, Integer.MAX_VALUE)));
    assertThat(all).contains(Integer.MIN_VALUE, Integer.MAX_VALUE);

    RandomInputs.check(inputs -> {
      int minimum = inputs.integer(-10, 10);
      assertThat(inputs.integer(minimum, minimum)).isEqualTo(minimum);
      assertThat(inputs.integer(minimum, 11)).isBetween(minimum, 11);
    });
  }

  private static AssertionError failure() {
    return catchThrowableOfType(
        AssertionError.class,
        () ->
            RandomInputs.check(inputs ->
                assertThat(inputs.list(0, 60, () -> inputs.integer(0, 9)))
                    .as("too long")
                    .hasSizeLessThan(20)));
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty(RandomInputs.SEED);
    } else {
      System.setProperty(RandomInputs.SEED, before);
    }
  }
}
