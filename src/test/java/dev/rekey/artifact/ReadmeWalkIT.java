package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.TargetFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Does what a newcomer does: starts the local stack as `bin/run` does, and pastes the walk of the
/// README into a shell.
class ReadmeWalkIT {
  private static final Pattern WALK =
      Pattern.compile("## A walk\n.*?```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXPECTED = Pattern.compile("^# → (\\d{3})$", Pattern.MULTILINE);
  private static final Pattern STATUS = Pattern.compile("^(\\d{3})$", Pattern.MULTILINE);
  private static final Path LOG = Path.of("target", "readme-walk.log");

  @Test
  void theWalkWorksWhenPasted() throws IOException, InterruptedException {
    int port = TargetFiles.freePort();
    int mailboxPort = TargetFiles.freePort();
    String walk = walk();

    Process stack = startStack(port, mailboxPort);
    try {
      Awaitility.await("the local stack")
          .atMost(Duration.ofMinutes(3))
          .until(() -> Files.readString(LOG).contains("Ctrl-C stops everything"));
      String printed =
          paste(
              walk.replace("localhost:8080", "localhost:" + port)
                  .replace("localhost:8025", "localhost:" + mailboxPort));

      assertThat(found(STATUS, printed)).as(printed).isEqualTo(found(EXPECTED, walk));
    } finally {
      stop(stack);
    }
    assertThat(stack.descendants()).as("processes left behind").isEmpty();
  }

  private static String walk() throws IOException {
    Matcher walk = WALK.matcher(Files.readString(Path.of("README.md")));
    assertThat(walk.find()).as("README.md has a walk").isTrue();
    assertThat(found(EXPECTED, walk.group(1))).as("what it promises").hasSizeGreaterThan(10);
    return walk.group(1);
  }

  private static Process startStack(int port, int mailboxPort) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.rekey.local.stack.LocalStack");
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("MAILBOX_PORT", Integer.toString(mailboxPort));
    Files.writeString(LOG, "");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
        .start();
  }

  private static String paste(String walk) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("bash", "-c", walk).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(printed).isZero();
    return printed;
  }

  private static void stop(Process stack) throws InterruptedException {
    List<ProcessHandle> children = stack.descendants().toList();
    stack.destroy();
    stack.waitFor();
    Awaitility.await("everything has stopped")
        .atMost(Duration.ofSeconds(30))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(one -> one.group(1)).toList();
  }
}
