package dev.rekey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No library on the class path is older than the release that fixed a known vulnerability.
class KnownVulnerabilitiesTest {
  private static final Path MINIMUMS = Path.of("src", "test", "resources", "minimum-versions.txt");

  @Test
  void noLibraryIsOlderThanItsMinimum() throws IOException {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1)).toList();
    List<String> faults = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(MINIMUMS).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      String[] columns = line.split("\\s+", 3);
      List<Version> present = versions(columns[0], jars);
      if (present.isEmpty()) {
        faults.add(columns[0] + " is not on the class path; remove the line");
      }
      for (Version version : present) {
        if (version.compareTo(Version.parse(columns[1])) < 0) {
          faults.add("%s %s: %s".formatted(columns[0], version, line));
        }
      }
    }

    assertThat(faults).isEmpty();
  }

  /// The versions of an artifact, from the paths of a Maven repository.
  private static List<Version> versions(String artifact, List<String> jars) {
    int colon = artifact.indexOf(':');
    String directory =
        "/%s/%s/"
            .formatted(
                artifact.substring(0, colon).replace('.', '/'), artifact.substring(colon + 1));
    return jars.stream()
        .map(jar -> jar.replace('\\', '/'))
        .filter(jar -> jar.contains(directory))
        .map(Path::of)
        .map(jar -> Version.parse(jar.getName(jar.getNameCount() - 2).toString()))
        .toList();
  }
}
