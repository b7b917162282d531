package dev.rekey.artifact;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.ClusterTemplate;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.IdentityProvider;
import dev.rekey.local.stack.Service;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Every statement that the service runs, explained by PostgreSQL itself while it runs, on a
/// database with a million customers and a million past requests: none reads many more rows than it
/// needs. The filled database is kept for later runs ([ClusterTemplate]).
class StatementPlansIT {
  private static final long CUSTOMERS = 1_000_000;
  private static final long REQUESTS = 1_000_000;

  /// A page of 200 and one step of housekeeping, with room for what a filter throws away.
  private static final double MAX_ROWS = 1_500;

  private static final Pattern PLAN = Pattern.compile(" plan:\\R((?:\\t.*\\R?)+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Where PostgreSQL, which may run as another user, can write.
  private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));

  @Test
  void noStatementReadsMoreRowsThanItNeeds() throws Exception {
    Path log = Files.createTempFile(DIRECTORY, "plans-", ".log");
    Database.Settings settings =
        Database.Settings.fast("plans")
            .with("session_preload_libraries", "auto_explain")
            .with("auto_explain.log_min_duration", "0")
            .with("auto_explain.log_analyze", "on")
            .with("auto_explain.log_timing", "off")
            .with("auto_explain.log_format", "json")
            .with("logging_collector", "on")
            .with("log_directory", DIRECTORY.toString())
            .with("log_filename", String.valueOf(log.getFileName()))
            .on(ClusterTemplate.sampleData(CUSTOMERS, REQUESTS));
    try (Database database = Database.start(settings);
        Mailbox mailbox = Mailbox.start();
        IdentityProvider administrators = IdentityProvider.start()) {
      Map<String, String> environment =
          new LinkedHashMap<>(
              Service.testEnvironment(ArtifactRun.freePort(), database, mailbox, administrators));
      environment.put("REKEY_MIN_INTERVAL", "PT0S");
      environment.put("REKEY_RETENTION_RESET_REQUESTS", retention(database).toString());
      try (Service service = Service.start("plans", environment)) {
        long started = Files.size(log);
        useEverything(service, database, mailbox, administrators.token("plans", "store-admin"));

        List<String> plans = plans(log, started);
        assertThat(plans).as("plans that were logged").hasSizeGreaterThan(30);
        List<String> greedy = new ArrayList<>();
        for (String plan : plans) {
          JsonNode explained = JSON.readTree(plan);
          double rows = mostRows(explained.path("Plan"));
          if (rows > MAX_ROWS) {
            greedy.add(rows + " rows: " + explained.path("Query Text").asText());
          }
        }
        assertThat(greedy).isEmpty();
      }
    }
  }

  /// Leaves about as many expired requests to housekeeping as there were on the day on which the
  /// sample was made.
  private static Duration retention(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet oldest =
            statement.executeQuery(
                "SELECT extract(epoch FROM now() - min(requested_at)) FROM reset_requests")) {
      oldest.next();
      return Duration.ofSeconds(oldest.getLong(1)).minusHours(2);
    }
  }

  private static void useEverything(
      Service service, Database database, Mailbox mailbox, String administrator)
      throws SQLException {
    String email = SampleData.email(77_777);
    String id = SampleData.customerId(77_777);
    RequestSpecification anybody = given().baseUri(service.baseUri().toString());
    assertThat(post(anybody, "/password-resets", Map.of("email", email))).isEqualTo(202);
    assertThat(post(anybody, "/password-resets", Map.of("email", "nobody@sample.example")))
        .isEqualTo(202);
    String token = mailbox.awaitMessageTo(email).token();
    assertThat(post(anybody, "/password-resets/validate", Map.of("token", token))).isEqualTo(200);
    assertThat(
            post(
                anybody,
                "/password-resets/confirm",
                Map.of("token", token, "newPassword", "a-good-one")))
        .isEqualTo(204);
    String notice = mailbox.awaitMessageTo(email, 2).link();
    assertThat(post(anybody, "/sign-ins", Map.of("email", email, "password", "wrong-one")))
        .isEqualTo(401);
    String access =
        given(anybody)
            .contentType("application/json")
            .body(Map.of("email", email, "password", "a-good-one"))
            .post("/sign-ins")
            .path("accessToken");
    assertThat(given(anybody).auth().oauth2(access).get("/me").statusCode()).isEqualTo(200);

    RequestSpecification admin = given(anybody).auth().oauth2(administrator);
    for (String path :
        List.of(
            "/customers?limit=200",
            "/customers?store=default&cursor=" + cursor(admin),
            "/customers?query=customer-77777",
            "/customers?query=" + email,
            "/customers/" + id,
            "/customers/" + id + "/events",
            "/customers/" + id + "/oauth-tokens",
            "/settings")) {
      assertThat(given(admin).urlEncodingEnabled(false).get(path).statusCode())
          .as(path)
          .isEqualTo(200);
    }
    assertThat(post(admin, "/customers/" + id + "/oauth-tokens", Map.of("client", "erp")))
        .isEqualTo(201);
    assertThat(post(admin, "/customers/" + id + "/password-resets", Map.of())).isEqualTo(202);
    assertThat(given(admin).post("/customers/" + id + "/force-sign-in").statusCode())
        .isEqualTo(200);
    assertThat(given(admin).formParam("token", access).post("/oauth/introspect").statusCode())
        .isEqualTo(200);
    assertThat(
            given(admin)
                .contentType("application/json")
                .body(Map.of("email", email, "name", "Somebody"))
                .put("/customers/" + id)
                .statusCode())
        .isEqualTo(200);
    forceManySignIns(admin, database);
    mailbox.awaitMessageTo(email, 3);
    String dispute = notice.substring(notice.indexOf("#dispute=") + "#dispute=".length());
    for (int status : List.of(204, 410)) {
      assertThat(post(anybody, "/password-changes/dispute", Map.of("token", dispute)))
          .isEqualTo(status);
    }
    mailbox.awaitMessageTo(email, 4);
    keepHouse(database);
    assertThat(given(admin).delete("/customers/" + id).statusCode()).isEqualTo(204);
  }

  /// A list, and of the store with its million as much as shows how it is walked and counted.
  private static void forceManySignIns(RequestSpecification admin, Database database)
      throws SQLException {
    String list = "{\"customerIds\":[\"" + SampleData.customerId(99) + "\",\"nobody\"]}";
    awaitProcessed(admin, startForceSignIns(admin, list), 1);
    awaitProcessed(admin, startForceSignIns(admin, "{\"store\":\"default\"}"), 100);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE force_sign_ins SET finished_at = now() - interval '99 days'");
    }
  }

  private static String startForceSignIns(RequestSpecification admin, String body) {
    return given(admin)
        .contentType("application/json")
        .header("Idempotency-Key", body.hashCode())
        .body(body)
        .post("/force-sign-ins")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private static void awaitProcessed(RequestSpecification admin, String id, int customers) {
    Awaitility.await("customers who were signed out")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            given(admin).get("/force-sign-ins/" + id).<Integer>path("processed") >= customers);
  }

  private static void keepHouse(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE scheduled_tasks SET execution_time = now(), last_success = NULL WHERE task_name = 'housekeeping'");
      Awaitility.await("housekeeping")
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            try (ResultSet rows =
                statement.executeQuery(
                    "SELECT last_success FROM scheduled_tasks WHERE task_name = 'housekeeping' AND last_success IS NOT NULL")) {
              return rows.next();
            }
          });
    }
  }

  private static String cursor(RequestSpecification admin) {
    return given(admin).get("/customers?limit=1").path("nextCursor");
  }

  private static int post(RequestSpecification caller, String path, Map<String, String> body) {
    return given(caller).contentType("application/json").body(body).post(path).statusCode();
  }

  private static List<String> plans(Path log, long from) throws IOException {
    List<String> plans = new ArrayList<>();
    Matcher plan = PLAN.matcher(Files.readString(log).substring((int) from));
    while (plan.find()) {
      plans.add(plan.group(1).replaceAll("(?m)^\\t", ""));
    }
    return plans;
  }

  /// The most rows that any step of a plan looked at.
  private static double mostRows(JsonNode node) {
    double loops = node.path("Actual Loops").asDouble(1);
    double rows =
        loops
            * (node.path("Actual Rows").asDouble()
                + node.path("Rows Removed by Filter").asDouble()
                + node.path("Rows Removed by Index Recheck").asDouble());
    for (JsonNode child : node.path("Plans")) {
      rows = Math.max(rows, mostRows(child));
    }
    return rows;
  }
}
