package dev.rekey.artifact;

import dev.rekey.local.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One start of the artifact that is expected to end by itself.
///
/// @param status the exit status
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
/// @param took how long it ran
record Start(int status, String out, String err, Duration took) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A whole and sensible configuration, of servers that are nowhere.
  static Map<String, String> sensible() {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(freePort()));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/rekey");
    environment.put("QUARKUS_DATASOURCE_USERNAME", "rekey");
    environment.put("QUARKUS_DATASOURCE_PASSWORD", "rekey");
    environment.put("QUARKUS_MAILER_HOST", "localhost");
    environment.put("QUARKUS_MAILER_PORT", "1");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:1/realms/shop");
    environment.putAll(store("DEFAULT", "Main Shop"));
    environment.put("REKEY_DATABASE_PATIENCE", "PT0S");
    return environment;
  }

  /// The settings of a store, all that have no default.
  static Map<String, String> store(String id, String name) {
    String prefix = "REKEY_STORES_" + id + "_";
    return Map.of(
        prefix + "NAME", name,
        prefix + "MAIL_FROM", "no-reply@shop.example",
        prefix + "SUPPORT_ADDRESS", "support@shop.example",
        prefix + "RESET_PASSWORD_URL", "https://shop.example/reset",
        prefix + "FORGOT_PASSWORD_URL", "https://shop.example/forgot");
  }

  static Start with(Map<String, String> environment) {
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
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("It runs on:\n" + Files.readString(out));
      }
      return new Start(
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
    return Workspace.freePort();
  }
}
