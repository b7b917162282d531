package dev.rekey.local.bench;

import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.load.HttpConnection;
import dev.rekey.local.load.Load;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.SmtpSink;
import dev.rekey.local.stack.TestStack;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Measures `POST /password-resets` of the packaged service on the local stack, with `fsync` on and
/// all limits in force: 64 connections for 15 s, every request for another address and from another
/// client address; first for addresses that nobody has, then for customers.
///
/// Everything shares the machine: service, PostgreSQL, the SMTP sink and the load itself. CPU time
/// for each request tells more than the rate.
public final class LoadBenchmark {
  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final long CUSTOMERS = Long.getLong("bench.customers", 1_000_000);
  private static final long PAST_REQUESTS = CUSTOMERS;

  private LoadBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    try (TestStack stack =
            TestStack.forBenchmark(Database.Settings.durable("bench"))
                .with("REKEY_TRUSTED_PROXIES", "127.0.0.0/8,::1")
                .start();
        Service service = stack.service()) {
      say(
          "filling the database with %,d customers and %,d past requests",
          CUSTOMERS, PAST_REQUESTS);
      try (Connection connection = stack.database().connect()) {
        SampleData.insert(connection, CUSTOMERS, PAST_REQUESTS);
      }
      measure(service, stack.database(), stack.sink());
    }
  }

  private static void measure(Service service, Database database, SmtpSink sink)
      throws InterruptedException {
    Load unknown = new Load(service.baseUri(), n -> request(n, "nobody-" + n + "@sample.example"));
    Load known = new Load(service.baseUri(), n -> request(n, SampleData.email(n % CUSTOMERS + 1)));
    say("warming up for %d s", 2 * WARM_UP.toSeconds());
    known.run(CONNECTIONS, WARM_UP);
    drain(sink);
    unknown.run(CONNECTIONS, WARM_UP);

    Cpu before = Cpu.read(service, database);
    long begun = System.nanoTime();
    Load.Result result = unknown.runFresh(CONNECTIONS, MEASURED);
    double seconds = (System.nanoTime() - begun) / 1e9;
    say("");
    say("For addresses that nobody has: what a request costs without its mail");
    print(result, seconds);
    Cpu.read(service, database).print("CPU for each", before, result.count(202));

    long mailed = sink.messages();
    before = Cpu.read(service, database);
    begun = System.nanoTime();
    result = known.runFresh(CONNECTIONS, MEASURED);
    seconds = (System.nanoTime() - begun) / 1e9;
    long mailedMeanwhile = sink.messages() - mailed;
    drain(sink);
    double drained = (System.nanoTime() - begun) / 1e9;
    say("");
    say("For customers");
    print(result, seconds);
    say(
        "mails delivered  %,d (%,d of them meanwhile), the last after %.1f s",
        sink.messages() - mailed, mailedMeanwhile, drained);
    Cpu.read(service, database).print("CPU with mail   ", before, result.count(202));
  }

  private static void print(Load.Result result, double seconds) {
    long accepted = result.count(202);
    say(
        "accepted         %,d in %.1f s: %,.0f a second; other answers: %s",
        accepted, seconds, accepted / seconds, others(result));
    say(
        "latency          p50 %.1f ms, p99 %.1f ms",
        result.p50Micros() / 1e3, result.p99Micros() / 1e3);
  }

  private static String others(Load.Result result) {
    StringBuilder others = new StringBuilder();
    result
        .byStatus()
        .forEach((status, count) -> {
          if (status != 202) {
            others.append(status).append(": ").append(count.sum()).append("  ");
          }
        });
    return others.isEmpty() ? "none" : others.toString();
  }

  /// Waits until no more mails come.
  private static void drain(SmtpSink sink) {
    long[] last = {-1};
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(2))
        .atMost(Duration.ofMinutes(10))
        .until(() -> {
          long now = sink.messages();
          boolean still = now == last[0];
          last[0] = now;
          return still;
        });
  }

  private static byte[] request(long n, String email) {
    String from = "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
    return HttpConnection.post("/password-resets", "{\"email\":\"" + email + "\"}", from);
  }

  private static void say(String line, Object... arguments) {
    System.out.println(line.formatted(arguments));
  }

  private record Cpu(long service, long postgres, long load) {
    static Cpu read(Service service, Database database) {
      return new Cpu(
          CpuClock.millis(service.pid()), CpuClock.millis(database.pid()), CpuClock.ownMillis());
    }

    void print(String what, Cpu before, long accepted) {
      say(
          "%s     service %.3f ms, PostgreSQL %.3f ms, load and sink %.3f ms",
          what,
          (service - before.service) / (double) accepted,
          (postgres - before.postgres) / (double) accepted,
          (load - before.load) / (double) accepted);
    }
  }
}
