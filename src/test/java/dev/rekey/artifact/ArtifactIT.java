package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class ArtifactIT {
  private static final Path ARTIFACT = Path.of("target", "quarkus-app");

  private static final List<String> FOR_TESTS_ONLY =
      List.of(
          "dev/rekey/local/",
          "dev/rekey/artifact/",
          "dev/rekey/journey/",
          "com/microsoft/playwright/",
          "com/deque/",
          "com/icegreen/",
          "io/zonky/",
          "no/nav/security/",
          "org/junit/",
          "org/assertj/",
          "org/awaitility/",
          "com/tngtech/archunit/",
          "io/restassured/");

  @Test
  void nothingOfTheLocalStackIsInIt() throws IOException {
    try (Stream<Path> files = Files.walk(ARTIFACT)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();

      assertThat(jars).hasSizeGreaterThan(50);
      assertThat(jars.stream().flatMap(ArtifactIT::forTestsOnly)).isEmpty();
      assertThat(jars.stream().flatMap(ArtifactIT::entries)).contains("dev/rekey/Main.class");
    }
  }

  @Test
  void everythingInItIsInTheBillOfMaterials() throws IOException {
    List<String> listed = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("target", "bom.json").toFile())
        .path("components")
        .forEach(one ->
            listed.add(
                "%s.%s-%s.jar"
                    .formatted(
                        one.path("group").asText(),
                        one.path("name").asText(),
                        one.path("version").asText())));
    try (Stream<Path> files = Files.walk(ARTIFACT.resolve("lib"))) {
      List<String> jars =
          files
              .map(file -> file.getFileName().toString())
              .filter(one -> one.endsWith(".jar"))
              .toList();

      assertThat(jars).hasSizeGreaterThan(50);
      assertThat(listed).containsAll(jars);
      assertThat(listed)
          .noneMatch(one -> one.startsWith("org.junit") || one.startsWith("com.icegreen"));
    }
  }

  private static Stream<String> forTestsOnly(Path jar) {
    return entries(jar)
        .filter(entry -> FOR_TESTS_ONLY.stream().anyMatch(entry::startsWith))
        .map(entry -> jar + ": " + entry);
  }

  private static Stream<String> entries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
