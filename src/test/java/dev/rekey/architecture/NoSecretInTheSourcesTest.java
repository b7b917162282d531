package dev.rekey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that lets anybody in anywhere lies among the sources.
class NoSecretInTheSourcesTest {
  private static final List<String> PLACES =
      List.of(
          "src",
          "bin",
          "deploy",
          "docs",
          ".ci",
          ".mvn",
          "pom.xml",
          "openapi.yaml",
          "README.md",
          "Dockerfile");

  private static final Map<String, Pattern> KINDS =
      Map.of(
          "a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          "a signed token", Pattern.compile("\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}"),
          "a key of a cloud", Pattern.compile("\\b(?:AKIA[0-9A-Z]{16}|AIza[\\w-]{35})\\b"),
          "a token of a forge",
              Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\\w-]{20}|xox[abprs]-\\d+)"),
          "a password in an address", Pattern.compile("://[^/\\s:@\"']+:[^/\\s:@\"'{$]+@[a-z]"),
          "a password hash",
              Pattern.compile("\\$argon2id?\\$v=\\d+\\$[^$]+\\$[\\w+/]{16,}\\$[\\w+/]{20,}"),
          "a token of the service",
              Pattern.compile(
                  "(?<![\\w-])(?!EXAMPLE)(?=(?:[A-Za-z_-]*\\d){5})[\\w-]{43}(?![\\w-])"));

  @Test
  void nothingSecretLiesAmongThem() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path file : files()) {
      files++;
      secrets(Files.readString(file, StandardCharsets.UTF_8))
          .forEach(kind -> found.add(file + ": " + kind));
    }

    assertThat(files).isGreaterThan(200);
    assertThat(found).isEmpty();
  }

  /// Put together here, so that none of them stands in this file.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN |PRIVATE KEY-----",
        "-----BEGIN |RSA PRIVATE KEY-----",
        "eyJhbGciOiJSUzI1NiJ9.|eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlIG9m",
        "AKIA|IOSFODNN7EXAMPLE",
        "ghp_|0123456789abcdefghijABCDEFGHIJ012345",
        "jdbc:postgresql:|//rekey:hunter2@db.example/rekey",
        "$argon2id$v=19$m=19456,t=2,p=1$|c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b4dWRWJTmaaJObG",
        "p7MeJimE5WSec3ZwFGFBiD|xM5lZsGF7tQ0iXIYu2XjA"
      })
  void whatIsSecretIsSeen(String halves) {
    assertThat(secrets("a = \"" + halves.replace("|", "") + "\";")).isNotEmpty();
  }

  private static List<String> secrets(String text) {
    List<String> found = new ArrayList<>();
    KINDS.forEach((kind, pattern) -> {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        found.add(kind + " at " + text.substring(0, matcher.start()).lines().count());
      }
    });
    return found;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : PLACES) {
      try (Stream<Path> below = Files.walk(Path.of(place))) {
        below.filter(Files::isRegularFile).forEach(files::add);
      } catch (UncheckedIOException gone) {
        throw new IOException(gone);
      }
    }
    return files;
  }
}
