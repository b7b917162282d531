package dev.rekey.local.bench;

import dev.rekey.local.load.HttpConnection;
import dev.rekey.local.load.Load;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// Asks for far more than the service can carry, and looks at its answers and its memory: first
/// what it carries, then many times as many callers at once.
public final class OverloadBenchmark {
  private static final Duration CARRIED = Duration.ofSeconds(10);
  private static final Duration ROUND = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;

  private OverloadBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (TestStack stack =
            TestStack.forBenchmark(Database.Settings.durable("overload"))
                .with("REKEY_PROTECTION", "NONE")
                .with("REKEY_LOCKOUT_FAILURES", "0")
                .with("REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP", "0")
                .with("JAVA_TOOL_OPTIONS", "-Xmx256m")
                .start();
        Service service = stack.service()) {
      overload(service, "sign-ins", 2, 600, OverloadBenchmark::signIn);
      overload(service, "reset requests", 64, 6_000, OverloadBenchmark::request);
    }
    System.exit(0);
  }

  private static void overload(
      Service service, String what, int callers, int tooMany, LongFunction<byte[]> request)
      throws Exception {
    Load load = new Load(service.baseUri(), request);
    load.run(callers, CARRIED);
    print(what, callers, CARRIED, load.runFresh(callers, CARRIED), service);
    for (int i = 0; i < ROUNDS; i++) {
      print(what, tooMany, ROUND, load.runFresh(tooMany, ROUND), service);
    }
  }

  private static void print(
      String what, int callers, Duration time, Load.Result result, Service service)
      throws IOException {
    Map<Integer, String> rates = new TreeMap<>();
    result
        .byStatus()
        .forEach((status, count) ->
            rates.put(status, "%,.0f/s".formatted(count.sum() / (double) time.toSeconds())));
    System.out.printf(
        "%-14s from %,5d callers: %s; p50 %.0f ms, p99 %.0f ms; resident %d MiB%n",
        what,
        callers,
        rates,
        result.p50Micros() / 1e3,
        result.p99Micros() / 1e3,
        residentMebibytes(service.pid()));
  }

  private static long residentMebibytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceAll("[^0-9]", ""))
            .mapToLong(Long::parseLong)
            .sum()
        / 1024;
  }

  private static byte[] signIn(long n) {
    String body = "{\"email\":\"nobody-" + n + "@sample.example\",\"password\":\"wrong-one\"}";
    return HttpConnection.post("/sign-ins", body, "10.0.0.1");
  }

  private static byte[] request(long n) {
    String body = "{\"email\":\"nobody-" + n + "@sample.example\"}";
    return HttpConnection.post("/password-resets", body, "10.0.0.1");
  }
}
