package dev.rekey.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a program can take from its surroundings without being given it.
final class Ambient {
  private static final Pattern NOW = Pattern.compile("java\\.time\\..*\\.now");

  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "java.lang.System",
          Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties"),
          "java.lang.Math",
          Set.of("random"),
          "java.util.UUID",
          Set.of("randomUUID"),
          "java.util.Collections",
          Set.of("shuffle"),
          "java.time.InstantSource",
          Set.of("system"),
          "java.util.Locale",
          Set.of("getDefault"));

  private static final Set<String> CLASSES =
      Set.of(
          "java.lang.Thread",
          "java.time.Clock",
          "java.util.Date",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.concurrent.Executors");

  static final DescribedPredicate<JavaAccess<?>> TIME_OR_CHANCE =
      DescribedPredicate.describe(
          "is time, chance or environment that nobody handed in",
          access -> {
            String owner = access.getTargetOwner().getName();
            return CLASSES.contains(owner)
                || METHODS.getOrDefault(owner, Set.of()).contains(access.getName())
                || NOW.matcher(owner + "." + access.getName()).matches();
          });

  private Ambient() {}
}
