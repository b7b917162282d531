package dev.rekey.adapter.in.rest.ssf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.fixture.Receiver;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other systems that are told of security events, each by a stream of its own.
@QuarkusTest
@TestProfile(AllFeatures.class)
class SecurityEventsApiTest extends ApiTest {
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final String CREDENTIAL_CHANGE = CAEP + "credential-change";
  private static final String SESSION_REVOKED = CAEP + "session-revoked";
  private static final String ISSUER = "http://localhost:8080";
  private static final String AUTHORIZATION = "Bearer of-the-receiver-alone";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON_MAPPER = new ObjectMapper();

  private final Receiver receiver = Receiver.start();
  private String caller = "";

  @BeforeEach
  void beSomebodyNew() {
    caller = unique("receiver");
  }

  @AfterEach
  void removeStreams() {
    receiver.close();
    List<String> ids = as(caller).get("/ssf/streams").path("stream_id");
    ids.forEach(id -> as(caller).delete("/ssf/streams?stream_id=" + id).then().statusCode(204));
  }

  @Test
  void aResetIsToldAsACredentialChangeAndARevokedSessionWithOneTransaction() {
    String stream = pushed();
    Instant before = Instant.now().minusSeconds(2);
    Account account = account();

    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);

    List<Receiver.Event> events = awaitEvents(account, 2);
    assertThat(events)
        .extracting(Receiver.Event::type)
        .containsExactlyInAnyOrder(CREDENTIAL_CHANGE, SESSION_REVOKED);
    assertThat(events).extracting(Receiver.Event::txn).doesNotContainNull().hasSize(2);
    assertThat(transactions(events)).hasSize(1);
    assertThat(events).extracting(Receiver.Event::jti).doesNotHaveDuplicates();
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.issuer()).isEqualTo(ISSUER);
          assertThat(event.audience()).containsExactly(caller);
          assertThat(event.issuedAt()).isBetween(before, Instant.now().plusSeconds(1));
          assertThat(event.subject())
              .containsOnly(
                  Map.entry("format", "iss_sub"),
                  Map.entry("iss", ISSUER),
                  Map.entry("sub", account.id()));
          assertThat(event.member()).containsEntry("initiating_entity", "user");
          long at = Long.parseLong(String.valueOf(event.member().get("event_timestamp")));
          assertThat(Instant.ofEpochSecond(at)).isBetween(before, Instant.now().plusSeconds(1));
        });
    assertThat(event(events, CREDENTIAL_CHANGE).member())
        .containsEntry("credential_type", "password")
        .containsEntry("change_type", "update");
    assertThat(receiver.calls())
        .allSatisfy(call -> {
          assertThat(call.path()).isEqualTo("/events?of=rekey");
          assertThat(call.contentType()).isEqualTo("application/secevent+jwt");
          assertThat(call.authorization()).isEqualTo(AUTHORIZATION);
        });
    Awaitility.await().atMost(TIMEOUT).until(() -> waiting(stream) == 0);
  }

  @Test
  void aForceSignInIsToldAsARevokedSessionByAnAdministrator() {
    pushed();
    Account account = account();
    signedIn(account);

    forceSignIn(account).then().statusCode(200);

    Receiver.Event event = awaitEvents(account, 1).getFirst();
    assertThat(event.type()).isEqualTo(SESSION_REVOKED);
    assertThat(event.member()).containsEntry("initiating_entity", "admin");
  }

  @Test
  void everyCustomerOfAForceSignInOfManyIsTold() {
    pushed();
    List<Account> accounts = List.of(account(), account(), account());
    accounts.forEach(ApiTest::signedIn);

    startForceSignIns(
            accounts.stream()
                .map(Account::id)
                .collect(Collectors.joining("\",\"", "{\"customerIds\":[\"", "\"]}")),
            null)
        .then()
        .statusCode(202);

    accounts.forEach(account ->
        assertThat(awaitEvents(account, 1).getFirst().type()).isEqualTo(SESSION_REVOKED));
  }

  @Test
  void aStreamIsReadChangedAndRemovedWithoutItsSecretEverBeingShown() {
    Response created = create(push());
    String id = created.path("stream_id");
    created
        .then()
        .statusCode(201)
        .body("iss", equalTo(ISSUER))
        .body("aud", equalTo(caller))
        .body("delivery.method", equalTo("urn:ietf:rfc:8935"))
        .body("delivery.endpoint_url", equalTo(receiver.endpoint().toString()))
        .body("delivery.authorization_header", nullValue())
        .body("events_delivered", equalTo(List.of(CREDENTIAL_CHANGE, SESSION_REVOKED)));
    Response read = as(caller).get("/ssf/streams?stream_id=" + id);
    assertThat(read.asString()).isEqualTo(created.asString()).doesNotContain("receiver-alone");
    assertThat(as(caller).get("/ssf/streams").<List<Object>>path("$")).hasSize(1);

    String change =
        """
        {"stream_id":"%s","aud":"%s","description":"Ours",
        "events_requested":["%s","https://example.com/unheard-of"],"iss":"%s"}
        """
            .formatted(id, caller, SESSION_REVOKED, ISSUER);
    as(caller)
        .contentType(JSON)
        .body(change)
        .patch("/ssf/streams")
        .then()
        .statusCode(200)
        .body("aud", equalTo(caller))
        .body("description", equalTo("Ours"))
        .body("events_delivered", equalTo(List.of(SESSION_REVOKED)))
        .body("delivery.method", equalTo("urn:ietf:rfc:8935"));
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    assertThat(awaitEvents(account, 1))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(SESSION_REVOKED);
          assertThat(event.audience()).containsExactly(caller);
        });
    assertThat(receiver.calls().getLast().authorization()).isEqualTo(AUTHORIZATION);

    as(caller)
        .contentType(JSON)
        .body("{\"stream_id\":\"" + id + "\"}")
        .put("/ssf/streams")
        .then()
        .statusCode(200)
        .body("aud", equalTo(caller))
        .body("description", nullValue())
        .body("delivery.method", equalTo("urn:ietf:rfc:8936"));

    as(caller).delete("/ssf/streams?stream_id=" + id).then().statusCode(204);
    as(caller).get("/ssf/streams?stream_id=" + id).then().statusCode(404);
    as(caller).delete("/ssf/streams?stream_id=" + id).then().statusCode(404);
  }

  @Test
  void whoseStreamItIsAndWhatBecameOfItIsOnTheAuditTrail() throws SQLException {
    String id = pushed();
    as(caller)
        .contentType(JSON)
        .body("{\"stream_id\":\"" + id + "\",\"description\":\"another\"}")
        .patch("/ssf/streams")
        .then()
        .statusCode(200);
    status(id, "paused").then().statusCode(200);
    as(caller)
        .contentType(JSON)
        .body("{\"stream_id\":\"" + id + "\"}")
        .put("/ssf/streams")
        .then()
        .statusCode(200);
    status(id, "unheard-of").then().statusCode(400);
    as(caller).delete("/ssf/streams?stream_id=" + id).then().statusCode(204);

    assertThat(trail(caller))
        .containsExactly(
            "event-stream-created " + id,
            "event-stream-changed " + id,
            "event-stream-changed " + id,
            "event-stream-changed " + id,
            "event-stream-removed " + id);
  }

  @Test
  void whatWasMeantForOneAddressIsNotSentToAnother() {
    String id = pushed();
    try (Receiver other = Receiver.start()) {
      as(caller)
          .contentType(JSON)
          .body("{\"stream_id\":\"%s\",\"delivery\":%s}".formatted(id, push(other, "")))
          .patch("/ssf/streams")
          .then()
          .statusCode(200);

      verify(id, "elsewhere").then().statusCode(204);

      Awaitility.await().atMost(TIMEOUT).until(() -> !other.calls().isEmpty());
      assertThat(other.calls().getFirst().authorization()).isNull();
    }
  }

  /// Otherwise it could replay the events that it gets to that audience.
  @Test
  void aReceiverChoosesNoAudience() {
    String id = pushed();
    for (String body :
        List.of(
            "POST {\"aud\":\"https://other.example\"}",
            "PATCH {\"stream_id\":\"%s\",\"aud\":\"https://other.example\"}",
            "PUT {\"stream_id\":\"%s\",\"aud\":\"https://other.example\"}")) {
      String[] call = body.formatted(id).split(" ", 2);
      as(caller)
          .contentType(JSON)
          .body(call[1])
          .request(call[0], "/ssf/streams")
          .then()
          .statusCode(400)
          .body("errors.pointer", equalTo(List.of("#/aud")));
    }
    as(caller).get("/ssf/streams?stream_id=" + id).then().body("aud", equalTo(caller));
  }

  @Test
  void aStreamExistsForItsOwnerAlone() {
    String id = pushed();

    assertThat(as("another").get("/ssf/streams").<List<Object>>path("$")).isEmpty();
    as("another").get("/ssf/streams?stream_id=" + id).then().statusCode(404);
    as("another").get("/ssf/status?stream_id=" + id).then().statusCode(404);
    as("another").delete("/ssf/streams?stream_id=" + id).then().statusCode(404);
    for (String body :
        List.of(
            "PATCH /ssf/streams {\"stream_id\":\"%s\",\"description\":\"mine\"}",
            "PUT /ssf/streams {\"stream_id\":\"%s\"}",
            "POST /ssf/status {\"stream_id\":\"%s\",\"status\":\"disabled\"}",
            "POST /ssf/verify {\"stream_id\":\"%s\"}",
            "POST /ssf/streams/" + id + "/poll {}")) {
      String[] call = body.formatted(id).split(" ", 3);
      Response answer = as("another").contentType(JSON).body(call[2]).request(call[0], call[1]);
      assertThat(answer.statusCode()).as("%s: %s", body, answer.asString()).isEqualTo(404);
    }
    as(caller)
        .get("/ssf/status?stream_id=" + id)
        .then()
        .statusCode(200)
        .body("status", equalTo("enabled"));
  }

  @Test
  void whoRunsTheServiceSeesAllStreamsAndEndsAny() throws SQLException {
    String pushed = pushed();
    String polled = create("{\"description\":\"Ours\"}").path("stream_id");
    status(polled, "paused").then().statusCode(200);

    Response all = operator().get("/event-streams");

    assertThat(all.asString()).doesNotContain("receiver-alone", "of=rekey");
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("id", pushed);
    first.put("owner", caller);
    first.put("audience", caller);
    first.put("events", List.of(CREDENTIAL_CHANGE, SESSION_REVOKED));
    first.put("delivery", "urn:ietf:rfc:8935");
    first.put("receiver", "http://" + receiver.endpoint().getAuthority());
    first.put("status", "enabled");
    Map<String, Object> second = new LinkedHashMap<>(first);
    second.remove("receiver");
    second.put("id", polled);
    second.put("description", "Ours");
    second.put("delivery", "urn:ietf:rfc:8936");
    second.put("status", "paused");
    second.put("reason", "maintenance");
    assertThat(all.<List<Map<String, Object>>>path("items"))
        .filteredOn(one -> caller.equals(one.get("owner")))
        .containsExactly(first, second);

    operator().delete("/event-streams/{id}", pushed).then().statusCode(204);

    assertThat(as(caller).get("/ssf/streams").<List<String>>path("stream_id"))
        .containsExactly(polled);
    for (String id : List.of(pushed, "nobody")) {
      assertThat(problem(operator().delete("/event-streams/{id}", id)))
          .isEqualTo("stream-not-found");
    }
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    assertThat(waiting(polled)).isEqualTo(2);
    assertThat(waiting(pushed)).isZero();
    assertThat(receiver.calls()).isEmpty();
    assertThat(trail(caller + "-operator")).containsExactly("event-stream-removed " + pushed);
  }

  @Test
  void aVerificationComesWithItsStateAndNotTooOften() {
    String id = pushed();

    verify(id, "a state of ours").then().statusCode(204);
    verify(id, "another").then().statusCode(429);

    Awaitility.await().atMost(TIMEOUT).until(() -> receiver.calls().size() == 1);
    Receiver.Event event = Receiver.check(receiver.calls().getFirst().token(), keys());
    assertThat(event.type())
        .isEqualTo("https://schemas.openid.net/secevent/ssf/event-type/verification");
    assertThat(event.member()).containsOnly(Map.entry("state", "a state of ours"));
    assertThat(event.subject()).containsOnly(Map.entry("format", "opaque"), Map.entry("id", id));
  }

  @Test
  void whatAReceiverPollsComesAgainUntilItIsAcknowledged() throws JsonProcessingException {
    String id = create("{\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}}").path("stream_id");
    assertThat(as(caller).get("/ssf/streams?stream_id=" + id).<String>path("delivery.endpoint_url"))
        .isEqualTo(ISSUER + "/ssf/streams/" + id + "/poll");
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);

    Map<String, String> first = poll(id, "{\"maxEvents\":1,\"returnImmediately\":true}", true);
    Map<String, String> both = poll(id, "{}", false);

    assertThat(first).hasSize(1);
    assertThat(both).hasSize(2).containsAllEntriesOf(first);
    both.forEach((jti, token) -> assertThat(Receiver.check(token, keys()).jti()).isEqualTo(jti));
    assertThat(
            transactions(both.values().stream().map(one -> Receiver.check(one, keys())).toList()))
        .hasSize(1);
    String known = first.keySet().iterator().next();
    assertThat(poll(id, "{\"maxEvents\":0,\"ack\":[\"" + known + "\",\"unknown\"]}", true))
        .isEmpty();
    Map<String, String> rest = poll(id, "{}", false);
    assertThat(rest).hasSize(1).doesNotContainKey(known);
    String last = rest.keySet().iterator().next();
    String refusal = "{\"setErrs\":{\"%s\":{\"err\":\"invalid_request\",\"description\":\"no\"}}}";
    assertThat(poll(id, refusal.formatted(last), false)).isEmpty();
    assertThat(waiting(id)).isZero();
  }

  @Test
  void aVerificationIsNotQueuedForAStreamThatIsDisabled() {
    String id = create("{}").path("stream_id");
    status(id, "disabled").then().statusCode(200);

    verify(id, "nobody listens")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("#/stream_id"));

    assertThat(waiting(id)).isZero();
  }

  @Test
  void whatAReceiverCannotTakeIsLoggedOnceAndWhatItMadeUpNever() throws JsonProcessingException {
    String id = create("{}").path("stream_id");
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    List<String> jtis = List.copyOf(poll(id, "{}", false).keySet());
    assertThat(jtis).hasSize(2);
    String refusals =
        "{\"setErrs\":{\"%s\":{\"err\":\"invalid_request\"},\"%s\":{\"err\":\"%s\"},\"%s\":7}}"
            .formatted(jtis.get(0), jtis.get(1), account.email(), new UUID(1, 2));

    List<String> logged = new CopyOnWriteArrayList<>();
    try (Listening _ = new Listening("dev.rekey.adapter.in.rest.ssf.EventPollResource", logged)) {
      assertThat(poll(id, refusals, false)).isEmpty();
      assertThat(poll(id, refusals, false)).isEmpty();
    }

    assertThat(logged)
        .containsExactly(
            "The receiver of stream %s rejected the events {%s=invalid_request, %s=}"
                .formatted(id, jtis.get(0), jtis.get(1)));
  }

  @Test
  void whatHappensWhileAStreamIsPausedComesAfterwardsAndWhileItIsDisabledNever() {
    String id = pushed();
    Account paused = account();
    Account disabled = account();
    List.of(paused, disabled).forEach(ApiTest::signedIn);

    status(id, "paused").then().statusCode(200).body("reason", equalTo("maintenance"));
    forceSignIn(paused).then().statusCode(200);
    assertThat(waiting(id)).isEqualTo(1);
    status(id, "enabled").then().statusCode(200);
    awaitEvents(paused, 1);

    status(id, "disabled").then().statusCode(200);
    forceSignIn(disabled).then().statusCode(200);
    assertThat(waiting(id)).isZero();
    status(id, "enabled").then().statusCode(200);
    verify(id, "again").then().statusCode(204);
    Awaitility.await().atMost(TIMEOUT).until(() -> receiver.calls().size() == 2);
    assertThat(events(disabled)).isEmpty();
  }

  @Test
  void aStreamThatIsDisabledForgetsWhatWaitedForIt() {
    String id = create("{}").path("stream_id");
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);
    assertThat(waiting(id)).isEqualTo(2);

    status(id, "disabled").then().statusCode(200);

    assertThat(waiting(id)).isZero();
  }

  @Test
  void aReceiverThatIsAwayGetsEverythingWhenItIsBackWithTheSameNames() {
    String id = pushed();
    AtomicInteger failures = new AtomicInteger();
    receiver.behave(_ -> new Receiver.Answer(failures.incrementAndGet() < 4 ? 503 : 202, ""));
    Account account = account();
    confirm(resetToken(account), NEW_PASSWORD).then().statusCode(204);

    Awaitility.await().atMost(TIMEOUT).until(() -> waiting(id) == 0);

    List<Receiver.Call> calls = receiver.calls();
    assertThat(calls).hasSizeGreaterThanOrEqualTo(5);
    assertThat(calls.stream().map(Receiver.Call::token).distinct()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void oneEventThatItsReceiverCannotTakeKeepsNoOtherFromComing(int status) {
    String id = pushed();
    Account poison = account();
    receiver.behave(call ->
        Receiver.check(call.token(), keys()).subject().containsValue(poison.id())
            ? new Receiver.Answer(status, "{\"err\":\"invalid_request\",\"description\":\"x\"}")
            : new Receiver.Answer(202, ""));
    signedIn(poison);
    forceSignIn(poison).then().statusCode(200);
    Awaitility.await().atMost(TIMEOUT).until(() -> !events(poison).isEmpty());

    for (int i = 0; i < 3; i++) {
      Account other = account();
      signedIn(other);
      forceSignIn(other).then().statusCode(200);
      awaitEvents(other, 1);
    }

    Awaitility.await().atMost(TIMEOUT).until(() -> waiting(id) == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/",
        "https://[::ffff:169.254.169.254]/",
        "https://10.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "http://localhost:9/",
        "https://receiver.example/",
        "https://someone@127.0.0.1/",
        "http://127.0.0.1/#fragment",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:99999/",
        "//127.0.0.1/",
        "events"
      })
  void nothingIsPushedToAnAddressThatNobodyAllowed(String endpoint) {
    Response answer =
        create(
            "{\"delivery\":{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\""
                + endpoint
                + "\"}}");

    answer.then().statusCode(400).body("errors[0].pointer", equalTo("#/delivery"));
    assertThat(as(caller).get("/ssf/streams").<List<Object>>path("$")).isEmpty();
  }

  @Test
  void aReceiverThatSendsUsElsewhereIsNotFollowed() {
    pushed();
    try (Receiver elsewhere = Receiver.start()) {
      // of a POST a client that follows at all follows this one
      receiver.behave(_ -> new Receiver.Answer(303, "", elsewhere.endpoint()));
      Account account = account();
      signedIn(account);
      forceSignIn(account).then().statusCode(200);

      Awaitility.await().atMost(TIMEOUT).until(() -> receiver.calls().size() > 1);

      assertThat(elsewhere.calls()).isEmpty();
    }
  }

  @Test
  void anybodyCanReadHowToReceiveEventsAndTheKeys() {
    visitor()
        .get("/.well-known/ssf-configuration")
        .then()
        .statusCode(200)
        .body("spec_version", equalTo("1_0"))
        .body("issuer", equalTo(ISSUER))
        .body("jwks_uri", equalTo(ISSUER + "/ssf/jwks"))
        .body("configuration_endpoint", equalTo(ISSUER + "/ssf/streams"))
        .body("status_endpoint", equalTo(ISSUER + "/ssf/status"))
        .body("verification_endpoint", equalTo(ISSUER + "/ssf/verify"))
        .body(
            "delivery_methods_supported",
            equalTo(List.of("urn:ietf:rfc:8935", "urn:ietf:rfc:8936")))
        .body("default_subjects", equalTo("ALL"));
    assertThat(keys()).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":", "\"p\":", "\"q\":");
  }

  @Test
  void theHeaderOfAReceiverIsInNoTable() throws SQLException {
    pushed();

    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT s::text || encode(credential, 'escape') FROM security_event_streams s"
                    + " WHERE credential IS NOT NULL")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      assertThat(found).isNotEmpty().noneMatch(row -> row.contains("receiver-alone"));
    }
  }

  private List<Receiver.Event> awaitEvents(Account account, int count) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(events(account)).hasSize(count));
    return events(account);
  }

  /// What came about the account, once each.
  private List<Receiver.Event> events(Account account) {
    String keys = keys();
    Set<String> names = new HashSet<>();
    return receiver.calls().stream()
        .map(call -> Receiver.check(call.token(), keys))
        .filter(event -> event.subject().containsValue(account.id()))
        .filter(event -> names.add(event.jti()))
        .toList();
  }

  private static Receiver.Event event(List<Receiver.Event> events, String type) {
    return events.stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
  }

  private static Set<String> transactions(List<Receiver.Event> events) {
    Set<String> transactions = new HashSet<>();
    events.forEach(event -> transactions.add(String.valueOf(event.txn())));
    return transactions;
  }

  private String pushed() {
    return create(push()).then().statusCode(201).extract().path("stream_id");
  }

  private String push() {
    return "{\"delivery\":" + push(receiver, AUTHORIZATION) + "}";
  }

  private static String push(Receiver receiver, String authorization) {
    return "{\"method\":\"urn:ietf:rfc:8935\",\"endpoint_url\":\"%s\"%s}"
        .formatted(
            receiver.endpoint(),
            authorization.isEmpty() ? "" : ",\"authorization_header\":\"" + authorization + "\"");
  }

  private Response create(String body) {
    return as(caller).contentType(JSON).body(body).post("/ssf/streams");
  }

  private Response verify(String id, String state) {
    return as(caller)
        .contentType(JSON)
        .body("{\"stream_id\":\"%s\",\"state\":\"%s\"}".formatted(id, state))
        .post("/ssf/verify");
  }

  private Response status(String id, String status) {
    return as(caller)
        .contentType(JSON)
        .body(
            "{\"stream_id\":\"%s\",\"status\":\"%s\",\"reason\":\"maintenance\"}"
                .formatted(id, status))
        .post("/ssf/status");
  }

  private Map<String, String> poll(String id, String body, boolean more)
      throws JsonProcessingException {
    Response answer = as(caller).contentType(JSON).body(body).post("/ssf/streams/{id}/poll", id);
    answer.then().statusCode(200).body("moreAvailable", equalTo(more));
    Map<String, String> sets = new LinkedHashMap<>();
    JSON_MAPPER
        .readTree(answer.asString())
        .path("sets")
        .properties()
        .forEach(set -> sets.put(set.getKey(), set.getValue().asText()));
    return sets;
  }

  private static String keys() {
    return visitor().get("/ssf/jwks").then().statusCode(200).extract().asString();
  }

  /// Whoever runs the service.
  private RequestSpecification operator() {
    return bearer(identityProvider().token(caller + "-operator", "event-streams:write"));
  }

  private static RequestSpecification as(String subject) {
    return bearer(identityProvider().token(subject, "security-events:manage"));
  }

  /// What an administrator who is called so did, from an address, to no customer.
  private static List<String> trail(String administrator) throws SQLException {
    try (Connection connection = LocalStackResource.database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT concat_ws(' ', type, stream_id) FROM audit_events"
                    + " WHERE actor_kind = 'administrator' AND actor_id = ?"
                    + " AND customer_id IS NULL AND client_address IS NOT NULL ORDER BY id")) {
      statement.setString(1, administrator);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> types = new ArrayList<>();
        while (rows.next()) {
          types.add(rows.getString(1));
        }
        return types;
      }
    }
  }

  /// Hears what is logged under one name.
  private static final class Listening extends ExtHandler implements AutoCloseable {
    private final Logger logger;
    private final List<String> heard;

    Listening(String name, List<String> heard) {
      this.logger = Logger.getLogger(name);
      this.heard = heard;
      logger.addHandler(this);
    }

    @Override
    protected void doPublish(ExtLogRecord entry) {
      heard.add(entry.getFormattedMessage());
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  private static long waiting(String stream) {
    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM security_event_deliveries WHERE stream_id = '"
                    + stream
                    + "'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
