package dev.rekey.artifact;

import dev.rekey.local.stack.TargetFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One start of the artifact that is expected to end by itself.
///
/// @param status the exit status
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
/// @param took how long it ran
record ArtifactRun(int status, String out, String err, Duration took) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static ArtifactRun with(Map<String, String> environment) {
    try {
      Path out = Files.createTempFile("start-", ".out");
      Path err = Files.createTempFile("start-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
      builder.environment().putAll(environment);
      long began = System.nanoTime();
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("It runs on:\n" + Files.readString(out));
      }
      return new ArtifactRun(
          process.exitValue(),
          Files.readString(out),
          Files.readString(err),
          Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static int freePort() {
    return TargetFiles.freePort();
  }
}
