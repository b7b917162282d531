package dev.rekey.local.bench;

import dev.rekey.local.load.HttpConnection;
import dev.rekey.local.load.Load;
import dev.rekey.local.load.SignIns;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/// Floods the sign-in from 80 connections of one client, and has a customer at another address sign
/// in meanwhile: without a limit of failures, where only the fair queue helps, and with it.
public final class HostileClientBenchmark {
  private static final int CONNECTIONS = 80;
  private static final int TRIES = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(50);
  private static final LongFunction<byte[]> HOSTILE =
      n ->
          HttpConnection.post(
              "/sign-ins",
              "{\"email\":\"nobody-" + n + "@sample.example\",\"password\":\"wrong-one\"}",
              "10.0.0.2");

  private final Service service;
  private final String administrator;

  private HostileClientBenchmark(Service service, String administrator) {
    this.service = service;
    this.administrator = administrator;
  }

  public static void main(String[] arguments) throws Exception {
    try (TestStack stack =
            TestStack.forBenchmark(Database.Settings.durable("hostile-client"))
                // one customer stands for many: sign-ins that overlap must not count as failures
                .with("REKEY_LOCKOUT_FAILURES", "0")
                .with("REKEY_TRUSTED_PROXIES", "127.0.0.0/8,::1")
                .with("REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP", "0")
                .start();
        Service service = stack.service()) {
      HostileClientBenchmark bench =
          new HostileClientBenchmark(service, stack.administrator("bench"));
      bench.call(
          "PUT",
          "/customers/calm",
          "{\"email\":\"calm@sample.example\",\"password\":\"opensesame\"}");
      long warm = System.nanoTime() + WARM_UP.toNanos();
      bench.customer().until(() -> System.nanoTime() > warm);
      bench.run("without a limit of failures");
      bench.call("PATCH", "/settings", "{\"maxSignInFailuresPerHourPerIp\":60}");
      bench.run("60 failures in an hour");
    }
    System.exit(0);
  }

  private void run(String limit) throws Exception {
    Load load = new Load(service.baseUri(), HOSTILE);
    AtomicReference<Load.Result> flood = new AtomicReference<>();
    Thread attacker =
        Thread.ofPlatform()
            .start(() -> {
              try {
                flood.set(load.run(CONNECTIONS, TIME));
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    SignIns.Result calm =
        new SignIns(service.baseUri(), TRIES / (int) TIME.toSeconds(), _ -> "calm@sample.example")
            .until(() -> !attacker.isAlive());
    System.out.printf(
        "%s: hostile client %s%n  another client %s%n",
        limit, Objects.requireNonNull(flood.get()).byStatus(), calm);
  }

  private SignIns customer() {
    return new SignIns(
        service.baseUri(), TRIES / (int) TIME.toSeconds(), _ -> "calm@sample.example");
  }

  private void call(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(service.baseUri().resolve(path))
                  .header("Authorization", "Bearer " + administrator)
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
    }
  }
}
