package dev.rekey.adapter.in.rest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The end of everything that many customers are signed in with.
@QuarkusTest
@TestProfile(AllFeatures.class)
class ForceSignInJobsApiTest extends ApiTest {
  private static final String NOBODY = "{\"customerIds\":[\"nobody\"]}";

  @Test
  void everythingThatTheListedCustomersAreSignedInWithEndsAndTheProgressSaysSo() {
    Account first = account();
    Account second = account();
    Account standard = account();
    Account other = account();
    List<String> ended =
        List.of(signedIn(first), integration(first, "erp"), integration(second, "erp"));
    String lives = signedIn(other);
    String nobody = unique("nobody");

    Response started = start(list(first.id(), second.id(), standard.id(), nobody, first.id()));

    String id = started.then().statusCode(202).extract().path("id");
    started.then().header("Location", endsWith("/force-sign-ins/" + id));
    JsonPath progress = awaitDone(id);
    assertThat(progress.getInt("processed")).isEqualTo(3);
    assertThat(progress.getInt("revoked")).isEqualTo(3);
    assertThat(progress.getInt("failed")).isEqualTo(1);
    assertThat(progress.getInt("remaining")).isZero();
    assertThat(progress.getList("failedCustomerIds")).containsExactly(nobody);
    assertThat(progress.getString("store")).isNull();
    ended.forEach(token -> me(token).then().statusCode(401));
    me(lives).then().statusCode(200);
    administrator("customers:read")
        .get("/customers/{id}/events", first.id())
        .then()
        .body("items[0].type", equalTo("tokens-revoked"))
        .body("items[0].count", equalTo(2))
        .body("items[0].actor.kind", equalTo("administrator"))
        .body("items[0].actor.id", equalTo("anna"))
        .body("items[0].clientAddress", equalTo("127.0.0.1"));
    signedIn(first);
  }

  @Test
  void aWholeStoreIsDealtWith() {
    Account account = account();
    String token = signedIn(account);

    JsonPath progress = awaitDone(start("{\"store\":\"default\"}").path("id"));

    me(token).then().statusCode(401);
    assertThat(progress.getString("store")).isEqualTo("default");
    assertThat(progress.getInt("processed")).isPositive();
    assertThat(progress.getInt("revoked")).isPositive();
    assertThat(progress.getInt("failed")).isZero();
  }

  @Test
  void theSameKeyIsTheSameJobAndAnotherMeaningIsRefused() {
    String key = unique("key");
    String id = startForceSignIns(list("b", "a"), key).then().statusCode(202).extract().path("id");

    startForceSignIns(list("a", "b", "a"), key)
        .then()
        .statusCode(202)
        .header("Location", endsWith("/force-sign-ins/" + id))
        .body("id", equalTo(id));
    Response reused = startForceSignIns(list("a"), key);

    assertThat(reused.statusCode()).isEqualTo(422);
    assertThat(problem(reused)).isEqualTo("idempotency-key-reused");
    visitor().get("/problems/idempotency-key-reused").then().statusCode(200);
    bearer(identityProvider().token("bert", "customers:force-sign-in"))
        .contentType(JSON)
        .header("Idempotency-Key", key)
        .body(list("a"))
        .post("/force-sign-ins")
        .then()
        .statusCode(202);
  }

  @Test
  void ofManyWithOneKeyAtOnceOneStartsAJobAndAllFindIt() throws Exception {
    String key = unique("key");
    String body = list(unique("nobody"));

    List<Response> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          threads
              .invokeAll(
                  IntStream.range(0, 16)
                      .<java.util.concurrent.Callable<Response>>mapToObj(
                          _ -> () -> startForceSignIns(body, key))
                      .toList())
              .stream()
              .map(Future::resultNow)
              .toList();
    }

    assertThat(answers).extracting(Response::statusCode).containsOnly(202);
    List<String> ids = new ArrayList<>();
    answers.forEach(answer -> ids.add(answer.path("id")));
    assertThat(ids).containsOnly(ids.getFirst());
    assertThat(jobs("'" + ids.getFirst() + "'")).isEqualTo(1);
    assertThat(awaitDone(ids.getFirst()).getInt("failed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "å", "tab\there"})
  void aKeyThatIsNotVisibleAsciiIsRefused(String key) {
    startForceSignIns(NOBODY, key)
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/Idempotency-Key"));
  }

  @Test
  void aKeyIsNeitherEmptyNorTooLongNorThereTwice() {
    for (String key : List.of("", "k".repeat(256))) {
      assertThat(startForceSignIns(NOBODY, key).statusCode()).as(key).isEqualTo(400);
    }
    startForceSignIns(NOBODY, "k".repeat(200) + unique("-")).then().statusCode(202);
    storeAdmin()
        .contentType(JSON)
        .header("Idempotency-Key", "one")
        .header("Idempotency-Key", "two")
        .body(NOBODY)
        .post("/force-sign-ins")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/Idempotency-Key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"customerIds\":[\"a\"],\"store\":\"default\"}"})
  void oneOfListAndStoreIsNamedAndNotBoth(String body) {
    start(body).then().statusCode(400).body("errors.pointer", contains("#"));
  }

  @Test
  void whatIsWrongWithAListIsPointedTo() {
    start("{\"customerIds\":[]}")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/customerIds"));
    start("{\"customerIds\":[\"a\",\"b c\",7,null,[\"d\"]]}")
        .then()
        .statusCode(400)
        .body(
            "errors.pointer",
            contains("#/customerIds/1", "#/customerIds/2", "#/customerIds/3", "#/customerIds/4"));
    start("{\"customerIds\":[" + "1,".repeat(5_000) + "1]}")
        .then()
        .statusCode(400)
        .body("errors.size()", equalTo(20));
    start("{\"store\":\"nowhere\"}")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("#/store"));
  }

  @Test
  void aListMayBeAsLongAsABodyMayBe() {
    String longest =
        IntStream.range(0, 240)
            .mapToObj("%064d"::formatted)
            .map(id -> "\"" + id + "\"")
            .collect(Collectors.joining(",", "{\"customerIds\":[", "]}"));

    String id = start(longest).then().statusCode(202).extract().path("id");

    JsonPath progress = awaitDone(id);
    assertThat(progress.getInt("failed")).isEqualTo(240);
    assertThat(progress.getList("failedCustomerIds"))
        .hasSize(100)
        .contains("%064d".formatted(0), "%064d".formatted(99));
  }

  @Test
  void whatNobodyStartedIsNotFound() {
    for (String id : List.of("x", "5f1c7c0e-8f0b-4a58-9f2b-0d6a3f1e7b42")) {
      Response answer = administrator("customers:force-sign-in").get("/force-sign-ins/{id}", id);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(problem(answer)).isEqualTo("force-sign-in-not-found");
    }
    String id = start(NOBODY).path("id");
    administrator("customers:force-sign-in")
        .get("/force-sign-ins/{id}", id.toUpperCase(Locale.ROOT))
        .then()
        .statusCode(404);
    storeAdmin()
        .get("/force-sign-ins/{id}", id)
        .then()
        .statusCode(200)
        .body("accessToken", nullValue());
  }

  private static Response start(String body) {
    return startForceSignIns(body, null);
  }

  private static String list(String... ids) {
    return List.of(ids).stream()
        .map(id -> "\"" + id + "\"")
        .collect(Collectors.joining(",", "{\"customerIds\":[", "]}"));
  }

  private static JsonPath awaitDone(String id) {
    Awaitility.await("the end of the job")
        .atMost(Duration.ofSeconds(60))
        .until(() -> progress(id).getString("state").equals("done"));
    return progress(id);
  }

  private static JsonPath progress(String id) {
    JsonPath progress =
        administrator("customers:force-sign-in")
            .get("/force-sign-ins/{id}", id)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(progress.getInt("remaining") == 0)
        .isEqualTo(progress.getString("state").equals("done"));
    return progress;
  }

  private static int jobs(String id) {
    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM force_sign_ins WHERE fingerprint ="
                    + " (SELECT fingerprint FROM force_sign_ins WHERE id = "
                    + id
                    + ")")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
