package dev.rekey.adapter.out.compromised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.password.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompromisedPasswordListTest {
  private static final List<Integer> SIZES = List.of(0, 1, 2, 3, 4, 7, 8, 50, 333);

  @TempDir private Path directory;

  private final Random chance = new Random(20260101);

  @Test
  void digestsAloneAreFound() throws IOException {
    agreesWithALinearSearch(digest -> digest, "\n", true);
  }

  @Test
  void digestsWithCountsAreFound() throws IOException {
    agreesWithALinearSearch(this::withCount, "\n", true);
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    agreesWithALinearSearch(digest -> digest, "\r\n", true);
    agreesWithALinearSearch(this::withCount, "\r\n", true);
  }

  @Test
  void theLastLineMayEndWithTheFile() throws IOException {
    agreesWithALinearSearch(digest -> digest, "\n", false);
    agreesWithALinearSearch(this::withCount, "\r\n", false);
  }

  @Test
  void anEmptyLineMayEndTheFile() throws IOException {
    for (int size : SIZES) {
      List<String> passwords = passwords(size);
      Path file = write(passwords, digest -> digest, "\n", true);
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
      assertFinds(file, passwords);
    }
  }

  @Test
  void digestsInLowerCaseAreFound() throws IOException {
    agreesWithALinearSearch(digest -> digest.toLowerCase(Locale.ROOT), "\n", true);
  }

  @Test
  void theBuiltInListKnowsTheCommonestPasswords() {
    CompromisedPasswordList list = CompromisedPasswordList.builtIn();

    assertThat(list.contains(Password.of("123456"))).isTrue();
    assertThat(list.contains(Password.of("password"))).isTrue();
    assertThat(list.contains(Password.of("jL4#qZ8v-unheard-of"))).isFalse();
  }

  private void agreesWithALinearSearch(UnaryOperator<String> line, String end, boolean endLast)
      throws IOException {
    for (int size : SIZES) {
      List<String> passwords = passwords(size);
      assertFinds(write(passwords, line, end, endLast), passwords);
    }
  }

  private static void assertFinds(Path file, List<String> passwords) throws IOException {
    CompromisedPasswordList list = CompromisedPasswordList.of(file);
    List<String> lines = Files.readAllLines(file);
    List<String> probes = new ArrayList<>(passwords);
    IntStream.range(0, 200).forEach(i -> probes.add("not listed " + i));
    for (String probe : probes) {
      String digest = digest(probe);
      boolean listed =
          lines.stream().anyMatch(line -> line.regionMatches(true, 0, digest, 0, digest.length()));
      assertThat(list.contains(Password.of(probe)))
          .as("%s among %d", digest, passwords.size())
          .isEqualTo(listed);
    }
  }

  private Path write(
      List<String> passwords, UnaryOperator<String> line, String end, boolean endLast)
      throws IOException {
    List<String> lines =
        passwords.stream().map(CompromisedPasswordListTest::digest).sorted().map(line).toList();
    String text = String.join(end, lines) + (endLast && !lines.isEmpty() ? end : "");
    return Files.writeString(Files.createTempFile(directory, "list", ".txt"), text);
  }

  private List<String> passwords(int size) {
    return IntStream.range(0, size).mapToObj(i -> "leaked " + chance.nextLong() + i).toList();
  }

  private String withCount(String digest) {
    return digest + ":" + (1 + chance.nextInt(1 << chance.nextInt(1, 31)));
  }

  private static String digest(String password) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
