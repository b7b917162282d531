package dev.rekey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/SECURITY.md` names no test that is not there.
class SecurityPageTest {
  private static final Pattern NAMED =
      Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    Map<String, String> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher matcher = NAMED.matcher(Files.readString(Path.of("docs", "SECURITY.md")));
    while (matcher.find()) {
      named++;
      String source = tests.getOrDefault(matcher.group(1), "");
      if (source.isEmpty()
          || (matcher.group(2) != null && !source.contains("void " + matcher.group(2) + "("))) {
        missing.add(matcher.group());
      }
    }

    assertThat(named).isGreaterThan(80);
    assertThat(missing).isEmpty();
  }
}
