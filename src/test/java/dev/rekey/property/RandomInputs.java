package dev.rekey.property;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Generates the inputs of a property: random values, among them many edge cases and small ones. A
/// failure lists its inputs and names the seed that repeats it: `-Dtest.seed=…`.
public final class RandomInputs {
  static final String SEED = "test.seed";

  private final SplittableRandom random;
  private final List<Object> drawn = new ArrayList<>();
  private int depth;

  private RandomInputs(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Runs a property with 1000 different inputs.
  public static void check(Consumer<RandomInputs> property) {
    check(1000, property);
  }

  /// Runs a property with `tries` different inputs.
  public static void check(int tries, Consumer<RandomInputs> property) {
    long first = firstSeed();
    for (long seed = first; seed < first + tries; seed++) {
      RandomInputs inputs = new RandomInputs(seed);
      try {
        property.accept(inputs);
      } catch (RuntimeException | Error failure) {
        throw failed(seed, inputs.drawn, failure);
      }
    }
  }

  /// Runs a property of a sequence `tries` times. A sequence that fails is reported without all
  /// elements that the failure does not need.
  public static <T> void checkSequences(
      int tries, Function<RandomInputs, List<T>> generator, Consumer<List<T>> property) {
    long first = firstSeed();
    for (long seed = first; seed < first + tries; seed++) {
      List<T> sequence = generator.apply(new RandomInputs(seed));
      try {
        property.accept(sequence);
      } catch (RuntimeException | Error failure) {
        throw shortest(seed, sequence, failure, property);
      }
    }
  }

  private static long firstSeed() {
    return Long.getLong(SEED, new SplittableRandom().nextLong(1L << 40));
  }

  /// Deletes runs of elements, long runs first, for as long as the rest still fails.
  private static <T> AssertionError shortest(
      long seed, List<T> sequence, Throwable failure, Consumer<List<T>> property) {
    List<T> shortest = sequence;
    Throwable cause = failure;
    int length = Math.max(1, sequence.size() / 2);
    while (length > 0) {
      int before = shortest.size();
      for (int at = 0; at + length <= shortest.size(); ) {
        List<T> candidate = new ArrayList<>(shortest);
        candidate.subList(at, at + length).clear();
        try {
          property.accept(candidate);
          at++;
        } catch (RuntimeException | Error stillFailing) {
          shortest = candidate;
          cause = stillFailing;
        }
      }
      length = shortest.size() < before ? length : length / 2;
    }
    return failed(seed, shortest, cause);
  }

  private static AssertionError failed(long seed, List<?> inputs, Throwable cause) {
    return new AssertionError(
        "Failed with these inputs:\n  %s\nRepeat with -D%s=%d\n%s"
            .formatted(
                inputs.stream().map(RandomInputs::printed).collect(Collectors.joining("\n  ")),
                SEED,
                seed,
                cause),
        cause);
  }

  private static String printed(Object input) {
    return input instanceof byte[] octets
        ? HexFormat.of().formatHex(octets)
        : String.valueOf(input);
  }

  /// An integer within two inclusive bounds: an edge case, a small distance from the minimum, or
  /// any.
  public int integer(int minimum, int maximum) {
    return draw(() -> {
      long span = (long) maximum - minimum;
      int bits = Long.SIZE - Long.numberOfLeadingZeros(span);
      long distance =
          switch (random.nextInt(16)) {
            case 0 -> random.nextInt(2);
            case 1 -> span - random.nextInt(2);
            case 2, 3, 4, 5 -> random.nextLong(1L << random.nextInt(bits + 1));
            default -> random.nextLong(span + 1);
          };
      return (int) (minimum + Math.clamp(distance, 0, span));
    });
  }

  public long anyLong() {
    return draw(() -> random.nextLong() >> random.nextInt(Long.SIZE));
  }

  /// Any double but an infinite one and NaN.
  public double finiteDouble() {
    return draw(() -> {
      double any = Double.longBitsToDouble(random.nextLong());
      return Double.isFinite(any) ? any : 0;
    });
  }

  public boolean flag() {
    return draw(random::nextBoolean);
  }

  public <T> T oneOf(List<T> choices) {
    return draw(() -> choices.get(random.nextInt(choices.size())));
  }

  public byte[] octets(int minimum, int maximum) {
    return draw(() -> {
      byte[] octets = new byte[integer(minimum, maximum)];
      for (int i = 0; i < octets.length; i++) {
        octets[i] = (byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
      }
      return octets;
    });
  }

  public <T> List<T> list(int minimum, int maximum, Supplier<T> element) {
    return draw(() -> {
      int size = integer(minimum, maximum);
      List<T> list = new ArrayList<>(size);
      while (list.size() < size) {
        list.add(element.get());
      }
      return list;
    });
  }

  /// Text of so many code points. A surrogate is a code point here.
  public String text(int minimum, int maximum, IntSupplier codePoint) {
    return draw(() -> {
      StringBuilder text = new StringBuilder();
      for (int left = integer(minimum, maximum); left > 0; left--) {
        text.appendCodePoint(codePoint.getAsInt());
      }
      return text.toString();
    });
  }

  public String ascii(int minimum, int maximum) {
    return text(minimum, maximum, () -> integer(0, 0x7F));
  }

  /// Text of any kind: ASCII, UTF-16 with surrogates at wrong places, or all of Unicode.
  public String anyText(int maximum) {
    return draw(() ->
        switch (random.nextInt(3)) {
          case 0 -> ascii(0, maximum);
          case 1 -> text(0, maximum, () -> integer(0, Character.MAX_VALUE));
          default -> text(0, maximum, () -> integer(0, Character.MAX_CODE_POINT));
        });
  }

  /// Notes what the property draws itself, and not of what parts that was made.
  private <T> T draw(Supplier<T> value) {
    depth++;
    T one = value.get();
    depth--;
    if (depth == 0) {
      drawn.add(one);
    }
    return one;
  }
}
