package dev.rekey.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.local.load.HttpConnection;
import dev.rekey.local.load.SignIns;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Asks what sign-ins feel of a force sign-in of a whole store: 100,000 customers with a token
/// each, `fsync` on, the default hash.
///
/// Customers of that store sign in at an even rate, first without the job and then until it has
/// ended: any of them, and by turns one of the hundred that the job comes to next, who meet its
/// locks. Afterwards every count is held against the tables, and 1 is the exit status where one is
/// off.
public final class ForceSignInBenchmark {
  private static final long CUSTOMERS = Long.getLong("bench.customers", 100_000);
  private static final int PER_SECOND = Integer.getInteger("bench.sign-ins", 4);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration BEFORE = Duration.ofSeconds(75);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final String PASSWORD = "opensesame";
  private static final String ACTOR = "bench";
  private static final int NEXT = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Service service;
  private final Database database;
  private final String administrator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ForceSignInBenchmark(Service service, Database database, String administrator) {
    this.service = service;
    this.database = database;
    this.administrator = administrator;
  }

  public static void main(String[] arguments) throws Exception {
    boolean exact;
    try (TestStack stack =
            TestStack.forBenchmark(Database.Settings.durable("force-sign-ins")).start();
        Service service = stack.service()) {
      exact = new ForceSignInBenchmark(service, stack.database(), stack.administrator(ACTOR)).run();
    }
    System.exit(exact ? 0 : 1);
  }

  private boolean run() throws Exception {
    say("filling the database with %,d customers, each with a token and a password", CUSTOMERS);
    fill();
    try (Connection cursor = database.connect()) {
      SignIns signIns = new SignIns(service.baseUri(), PER_SECOND, n -> email(cursor, n));
      say("warming up for %d s", WARM_UP.toSeconds());
      long warm = System.nanoTime() + WARM_UP.toNanos();
      signIns.until(() -> System.nanoTime() > warm);
      long over = System.nanoTime() + BEFORE.toNanos();
      SignIns.Result before = signIns.until(() -> System.nanoTime() > over);
      say("");
      say("%d sign-ins a second, Argon2id at its default cost, fsync on", PER_SECOND);
      say("without the job            %s", before);

      String job = call("POST", "/force-sign-ins", "{\"store\":\"default\"}").path("id").asText();
      AtomicReference<JsonNode> end = new AtomicReference<>();
      Thread watcher = Thread.ofVirtual().start(() -> end.set(awaitEnd(job)));
      SignIns.Result during = signIns.until(() -> !watcher.isAlive());
      JsonNode progress = end.get();
      if (progress == null) {
        throw new IllegalStateException("The job was lost sight of");
      }
      say("while the job runs         %s", during);
      say(
          "ratio                      p50 %.2f, p99 %.2f",
          (double) during.percentile(0.50) / before.percentile(0.50),
          (double) during.percentile(0.99) / before.percentile(0.99));
      say("  of anybody               %s", during.of(n -> n % 2 == 0));
      say("  of whom it comes to next %s", during.of(n -> n % 2 == 1));
      double seconds =
          Duration.between(
                      Instant.parse(progress.path("createdAt").asText()),
                      Instant.parse(progress.path("finishedAt").asText()))
                  .toMillis()
              / 1e3;
      say(
          "the job                    %,d customers in %.1f s: %,.0f a second",
          CUSTOMERS, seconds, CUSTOMERS / seconds);
      say("");
      return isExact(progress);
    }
  }

  private boolean isExact(JsonNode progress) throws SQLException {
    long revoked = progress.path("revoked").asLong();
    String events =
        " FROM audit_events WHERE type = 'tokens-revoked' AND actor_id = '" + ACTOR + "'";
    boolean exact = is("processed", progress.path("processed").asLong(), CUSTOMERS);
    exact &= is("failed", progress.path("failed").asLong(), 0);
    exact &= is("remaining", progress.path("remaining").asLong(), 0);
    exact &=
        is(
            "revoked, against the tokens that are",
            revoked,
            count("SELECT count(*) FROM oauth_tokens WHERE revoked_at IS NOT NULL"));
    exact &= is("revoked, against the audit trail", revoked, count("SELECT sum(count)" + events));
    exact &= is("events of the job", count("SELECT count(*)" + events), CUSTOMERS);
    exact &=
        is(
            "customers with an event of the job",
            count("SELECT count(DISTINCT customer_id)" + events),
            CUSTOMERS);
    exact &=
        is(
            "customers whose version moved once",
            count("SELECT count(*) FROM customers WHERE sign_in_version = 2"),
            CUSTOMERS);
    exact &=
        is(
            "tokens from before that live",
            count("SELECT count(*) FROM oauth_tokens WHERE client = 'erp' AND revoked_at IS NULL"),
            0);
    return exact;
  }

  private static boolean is(String what, long figure, long meant) {
    say("%-38s %,d%s", what, figure, figure == meant ? "" : " - WRONG, it should be " + meant);
    return figure == meant;
  }

  private JsonNode awaitEnd(String job) {
    while (true) {
      JsonNode progress = call("GET", "/force-sign-ins/" + job, "");
      if (progress.path("state").asText().equals("done")) {
        return progress;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  /// Who signs in as the `n`-th: anybody, and by turns somebody whom the job comes to next.
  private static String email(Connection cursor, long n) {
    long number = n * 7919;
    if (n % 2 == 1) {
      synchronized (cursor) {
        try (Statement statement = cursor.createStatement();
            ResultSet row =
                statement.executeQuery("SELECT substr(last_customer_id, 3) FROM force_sign_ins")) {
          if (row.next() && !row.getString(1).isEmpty()) {
            number = Long.parseLong(row.getString(1)) + n % NEXT;
          }
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return "c-%07d@bench.example".formatted(number % CUSTOMERS + 1);
  }

  private void fill() throws SQLException {
    call(
        "PUT",
        "/customers/hash",
        "{\"email\":\"hash@bench.example\",\"password\":\"%s\"}".formatted(PASSWORD));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO customers (id, store, email, email_digest, name, locale, status,
            password_hash, has_oauth_tokens)
          SELECT id, 'default', id || '@bench.example',
            sha256(convert_to(id || '@bench.example', 'UTF8')), 'Name of ' || id, 'en', 'active',
            (SELECT password_hash FROM customers WHERE id = 'hash'), true
          FROM generate_series(1, %d) AS n, LATERAL (SELECT 'c-' || lpad(n::text, 7, '0') AS id)
          """
              .formatted(CUSTOMERS));
      statement.execute(
          """
          INSERT INTO oauth_tokens (digest, customer_id, sign_in_version, client, issued_at,
            expires_at)
          SELECT sha256(convert_to('token of ' || id, 'UTF8')), id, 1, 'erp',
            now() - interval '30 days', now() + interval '335 days'
          FROM customers WHERE id <> 'hash'
          """);
    }
    call("DELETE", "/customers/hash", "");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(service.baseUri().resolve(path))
            .header("Authorization", "Bearer " + administrator)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s %s answered %d".formatted(method, path, answer.statusCode()));
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void say(String line, Object... arguments) {
    System.out.println(line.formatted(arguments));
  }

  public static byte[] signIn(String email) {
    String body =
        String.format(Locale.ROOT, "{\"email\":\"%s\",\"password\":\"%s\"}", email, PASSWORD);
    return HttpConnection.post("/sign-ins", body, "10.0.0.1");
  }
}
