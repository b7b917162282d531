package dev.rekey.local;

/// How much a test run covers, by the system property `tests.scope`.
///
/// `change`, the default, covers each promise: it guards a change. `all` adds all combinations of
/// language, screen width, zoom, theme and scripts.
public final class TestScope {
  private static final boolean COMPLETE =
      switch (System.getProperty("tests.scope", "change")) {
        case "change" -> false;
        case "all" -> true;
        case String other ->
            throw new IllegalStateException(
                "tests.scope is \"%s\", and must be \"change\" or \"all\"".formatted(other));
      };

  private TestScope() {}

  /// Whether this run covers all combinations.
  public static boolean isComplete() {
    return COMPLETE;
  }
}
