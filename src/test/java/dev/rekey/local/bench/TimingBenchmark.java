package dev.rekey.local.bench;

import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.load.HttpConnection;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/// Asks whether the time of an answer tells if an address has an account: requests and sign-ins for
/// accounts of one kind and for unknown addresses, in random order over one connection.
///
/// What is printed is the probability that an answer for an account takes longer than one for an
/// unknown address: 0.5 where time tells nothing. Sign-ins are also timed with the cheapest hash,
/// to see what the slow one hides; that is printed and not judged.
public final class TimingBenchmark {
  private static final int EACH = 5_000;
  private static final int EACH_SLOW = 2_500;
  private static final int WARM_UP = 3_000;
  private static final double MAX_DIFFERENCE = 0.02;
  private static final String CHEAPEST =
      "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);
  private static final String DEFAULT =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43);

  /// A kind of account: the numbers of its customers begin here.
  private enum Kind {
    ACTIVE(0),
    DISABLED(EACH),
    WITHOUT_PASSWORD(2 * EACH),
    LOCKED(3 * EACH);

    private final int first;

    Kind(int first) {
      this.first = first;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private TimingBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    boolean told = false;
    try (TestStack stack =
        TestStack.forBenchmark(Database.Settings.fast("timing"))
            .with("REKEY_PROTECTION", "NONE")
            .with("REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP", "0")
            .start()) {
      System.out.println("P(an answer for an account is slower than one for an unknown address)");
      try (Service service = stack.service()) {
        fill(stack.database(), DEFAULT);
        for (Kind kind : Kind.values()) {
          told |= tells(measure(service, kind, "request", EACH, TimingBenchmark::request));
        }
        told |= tells(measure(service, Kind.ACTIVE, "sign-in", EACH_SLOW, TimingBenchmark::signIn));
      }
      stack.with("REKEY_HASHING_MEMORY_KIB", "8").with("REKEY_HASHING_ITERATIONS", "1");
      try (Service service = stack.service()) {
        fill(stack.database(), CHEAPEST);
        for (Kind kind : Kind.values()) {
          measure(service, kind, "sign-in with the cheapest hash", EACH, TimingBenchmark::signIn);
        }
      }
    }
    System.exit(told ? 1 : 0);
  }

  private static boolean tells(double probability) {
    boolean tells = Math.abs(probability - 0.5) > MAX_DIFFERENCE;
    if (tells) {
      System.out.printf("  that tells: more than %.2f from 0.5%n", MAX_DIFFERENCE);
    }
    return tells;
  }

  private static void fill(Database database, String hash) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE customers, sign_in_attempts CASCADE");
      SampleData.insert(connection, 4L * EACH, 1);
      statement.execute(
          """
          UPDATE customers SET
            status = CASE WHEN substr(id, 8)::int BETWEEN %1$d + 1 AND 2 * %1$d
              THEN 'disabled' ELSE 'active' END,
            password_hash = CASE WHEN substr(id, 8)::int BETWEEN 2 * %1$d + 1 AND 3 * %1$d
              THEN NULL ELSE '%2$s' END
          """
              .formatted(EACH, hash));
      // an unknown address is locked like any other
      statement.execute(
          """
          INSERT INTO sign_in_attempts (email_digest, store, failures, locked_until, updated_at)
          SELECT sha256(convert_to(address, 'UTF8')), store, 10, now() + interval '1 day', now()
          FROM customers, LATERAL (VALUES (email), (replace(email, 'sample', 'nobody'))) AS a (address)
          WHERE substr(id, 8)::int > 3 * %d
          """
              .formatted(EACH));
    }
  }

  private static double measure(
      Service service, Kind kind, String what, int each, Function<String, byte[]> request)
      throws IOException {
    List<String> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 1; i <= each; i++) {
      known.add(SampleData.email(kind.first + i));
      // as long as the other
      unknown.add(SampleData.email(kind.first + i).replace("sample", "nobody"));
    }
    List<String> all = new ArrayList<>(known);
    all.addAll(unknown);
    Collections.shuffle(all, new Random(kind.first + what.hashCode()));
    long[] fast = new long[each];
    long[] slow = new long[each];
    int ofUnknown = 0;
    int ofKnown = 0;
    try (HttpConnection connection = HttpConnection.open(service.baseUri())) {
      for (int i = 0; i < Math.min(WARM_UP, each); i++) {
        connection.status(request.apply("warm-up-" + i % 100 + "@sample.example"));
      }
      for (String email : all) {
        byte[] octets = request.apply(email);
        long begun = System.nanoTime();
        int status = connection.status(octets);
        long nanos = System.nanoTime() - begun;
        if (status != 202 && status != 401) {
          throw new IllegalStateException("%s answered %d".formatted(what, status));
        }
        if (email.endsWith("@sample.example")) {
          slow[ofKnown++] = nanos;
        } else {
          fast[ofUnknown++] = nanos;
        }
      }
    }
    double probability = slower(slow, fast);
    System.out.printf(
        "%.3f  %s, %s   medians %.0f and %.0f µs%n",
        probability, what, kind, slow[each / 2] / 1e3, fast[each / 2] / 1e3);
    return probability;
  }

  /// The share of pairs in which the first is greater, equal ones counting half (Mann-Whitney).
  private static double slower(long[] these, long[] those) {
    Arrays.sort(these);
    Arrays.sort(those);
    double greater = 0;
    int below = 0;
    int atMost = 0;
    for (long one : these) {
      while (below < those.length && those[below] < one) {
        below++;
      }
      while (atMost < those.length && those[atMost] <= one) {
        atMost++;
      }
      greater += (below + atMost) / 2.0;
    }
    return greater / ((double) these.length * those.length);
  }

  private static byte[] request(String email) {
    return HttpConnection.post("/password-resets", "{\"email\":\"" + email + "\"}", "10.0.0.1");
  }

  private static byte[] signIn(String email) {
    return HttpConnection.post(
        "/sign-ins", "{\"email\":\"" + email + "\",\"password\":\"wrong-one\"}", "10.0.0.1");
  }
}
