package dev.rekey.local.stack;

import dev.rekey.local.mailbox.Mailbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// The packaged service as a process of its own, configured by nothing but its environment, as in
/// production. Several of them on one database are replicas.
public final class Service implements AutoCloseable {

  static final Path ARTIFACT = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

  /// Saves a third of the CPU time of a start, and costs throughput under load.
  private static final List<String> FAST_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /// Generous: a machine that is busy with other builds is no reason to fail.
  private static final Duration START = Duration.ofMinutes(3);

  /// Longer than the service takes to finish what it has begun.
  private static final Duration STOP = Duration.ofSeconds(30);

  /// The least that the settings allow, for tests of anything but the hashing.
  static final Map<String, String> CHEAP_HASHING =
      Map.of("rekey.hashing.memory-kib", "8", "rekey.hashing.iterations", "1");

  private final ChildProcess process;
  private final URI baseUri;
  private final URI managementUri;

  private Service(ChildProcess process, Map<String, String> environment) {
    this.process = process;
    this.baseUri = uri(environment.get("QUARKUS_HTTP_PORT"));
    this.managementUri = uri(environment.get("QUARKUS_MANAGEMENT_PORT"));
  }

  private static URI uri(@Nullable String port) {
    return URI.create("http://localhost:" + port);
  }

  /// What the service needs to be told to run in front of these three, on this port.
  ///
  /// The settings that this JVM was started with win, so that each can be tried with `bin/run`.
  public static Map<String, String> environment(
      int port, Database database, Mailbox mailbox, IdentityProvider identityProvider) {
    return environment(port, database, mailbox.smtpPort(), identityProvider);
  }

  static Map<String, String> environment(
      int port, Database database, int smtpPort, IdentityProvider identityProvider) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_HOST", "localhost");
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(TargetFiles.freePort()));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
    environment.put("QUARKUS_MAILER_HOST", "localhost");
    environment.put("QUARKUS_MAILER_PORT", Integer.toString(smtpPort));
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", identityProvider.issuer().toString());
    DemoStore.settings(port)
        .forEach((name, value) -> environment.put(asEnvironmentVariable(name), value));
    System.getenv()
        .forEach((name, value) -> {
          if (name.startsWith("QUARKUS_") || name.startsWith("REKEY_")) {
            environment.put(name, value);
          }
        });
    return environment;
  }

  /// [#CHEAP_HASHING] as environment variables.
  static Map<String, String> cheapHashing() {
    Map<String, String> environment = new LinkedHashMap<>();
    CHEAP_HASHING.forEach((name, value) -> environment.put(asEnvironmentVariable(name), value));
    return environment;
  }

  /// As [#environment], with [#CHEAP_HASHING].
  public static Map<String, String> testEnvironment(
      int port, Database database, Mailbox mailbox, IdentityProvider identityProvider) {
    Map<String, String> environment = environment(port, database, mailbox, identityProvider);
    cheapHashing().forEach(environment::putIfAbsent);
    return environment;
  }

  /// Starts the service and waits until it says that it is ready. `name` is that of its log file.
  public static Service start(String name, Map<String, String> environment) {
    return start(name, environment, FAST_START);
  }

  /// Starts the service with the JIT compiler and the collector of production, for measurements.
  public static Service startAsInProduction(String name, Map<String, String> environment) {
    return start(name, environment, List.of());
  }

  private static Service start(String name, Map<String, String> environment, List<String> options) {
    List<String> all = new ArrayList<>(AotCache.options());
    all.addAll(options);
    return startWith(all, name, environment);
  }

  /// Starts the service with these JVM options and no others.
  static Service startWith(List<String> options, String name, Map<String, String> environment) {
    if (!Files.exists(ARTIFACT)) {
      throw new IllegalStateException("There is no %s: build it first".formatted(ARTIFACT));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", ARTIFACT.toString()));
    Path log = TargetFiles.log(name);
    Service service =
        new Service(
            ChildProcess.start(command, environment, ChildProcess.StopSignal.TERM, log),
            environment);
    try {
      service.awaitReady();
    } catch (RuntimeException e) {
      service.kill();
      throw new IllegalStateException(
          "The service does not start. The end of %s:%n%s".formatted(log, service.lastLines()), e);
    }
    return service;
  }

  public URI baseUri() {
    return baseUri;
  }

  /// Where health, metrics and the served contract are.
  public URI managementUri() {
    return managementUri;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes when the process ends, whoever ended it.
  public CompletableFuture<Integer> exitStatus() {
    return process.exitStatus();
  }

  /// What it prints goes here; a second start under the same name adds to it.
  public Path log() {
    return process.log();
  }

  /// The end of what it has printed.
  public String lastLines() {
    return process.lastLines(20);
  }

  /// Asks it to finish (SIGTERM), and waits.
  public void stop() {
    stop(STOP);
  }

  /// Asks it to finish (SIGTERM), waits, and kills it after `timeout`.
  void stop(Duration timeout) {
    process.stop(timeout);
  }

  /// Kills it (SIGKILL).
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    stop();
  }

  /// Waits until it is ready, as it is after its start, or again after an outage.
  public void awaitReady() {
    HttpRequest ready =
        HttpRequest.newBuilder(managementUri.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      Awaitility.await("the service to be ready")
          .atMost(START)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .failFast("It has ended", () -> !isAlive())
          .until(() -> answersOk(client, ready));
    }
  }

  private static boolean answersOk(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// The name under which MicroProfile Config looks a property up in the environment.
  private static String asEnvironmentVariable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
