package dev.rekey.artifact;

import static dev.rekey.local.fixture.KeycloakFixture.APP;
import static dev.rekey.local.fixture.KeycloakFixture.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.local.fixture.KeycloakFixture;
import dev.rekey.local.fixture.KeycloakFixture.Tokens;
import dev.rekey.local.fixture.KeycloakFixture.User;
import dev.rekey.local.fixture.TcpProxy;
import dev.rekey.local.stack.Keycloak;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The packaged service with its customers in a real Keycloak, where it has the least rights.
class KeycloakIT {
  private static final String OLD = "opensesame";
  private static final String NEW = "nine-lighthouses-sing";
  private static final String THIEFS = "thiefs-own-password";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// Longer than any test takes until it lets this time pass.
  private static final Duration SECOND_PASS = Duration.ofMinutes(10);

  private static Keycloak keycloak;
  private static KeycloakFixture keycloakFixture;
  private static TcpProxy tcpProxy;
  private static TestStack servers;
  private static Service service;
  private static Client client;

  @BeforeAll
  static void start() {
    servers = TestStack.of("artifact-keycloak").withKeycloak().start();
    keycloak = servers.keycloak();
    keycloakFixture = KeycloakFixture.create(keycloak, "shop");
    tcpProxy = servers.own(new TcpProxy(keycloak.baseUri()));
    Map<String, String> settings = new HashMap<>();
    keycloakFixture
        .settings()
        .forEach((name, value) ->
            settings.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    settings.put("REKEY_KEYCLOAK_URL", tcpProxy.uri().toString());
    // a frozen Keycloak holds a test up for this long
    settings.put("REKEY_KEYCLOAK_DEADLINE", "PT8S");
    // a request that comes while Keycloak is down waits until its claim ends
    settings.put("REKEY_LEASE", "PT40S");
    settings.put("REKEY_MAIL_TIMEOUT", "PT3S");
    settings.put("REKEY_KEYCLOAK_REPEAT_LOGOUT_AFTER", SECOND_PASS.toString());
    settings.put("REKEY_MIN_INTERVAL", "PT0S");
    settings.put("REKEY_STORES_DEFAULT_NOT_ME_URL", "http://localhost:8080/not-me");
    settings.put("REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0");
    service = servers.service("keycloak", settings);
    client = Client.of(servers, service);
    tellOnce();
  }

  /// What a fresh Keycloak is told first takes it longer than callers wait.
  private static void tellOnce() {
    String id = customer();
    Tokens offline = signIn(id, OLD, APP, "openid offline_access");
    forceSignIn(id).expect(200);
    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.refreshes(APP, offline));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void aNewPasswordEndsEverySignInAtKeycloakAndSignsInThere() throws Exception {
    String id = customer();
    Tokens session = signIn(id, OLD, WEB, "openid");
    Tokens offline = signIn(id, OLD, APP, "openid offline_access");
    assertThat(keycloakFixture.active(session)).isTrue();
    assertThat(keycloakFixture.active(offline)).isTrue();
    assertThat(keycloakFixture.refreshes(WEB, session)).isTrue();
    assertThat(keycloakFixture.refreshes(APP, offline)).isTrue();

    String token = mailedToken(id);
    assertThat(keycloakFixture.active(session)).as("a request signs nobody out").isTrue();
    confirm(token, NEW).expect(204);

    assertThat(keycloakFixture.signIn(id, OLD, WEB, "openid")).isEmpty();
    Awaitility.await().atMost(TIMEOUT).until(() -> keycloakFixture.signedIn(id) == 0);
    assertThat(keycloakFixture.active(session)).isFalse();
    assertThat(keycloakFixture.active(offline)).isFalse();
    assertThat(keycloakFixture.refreshes(WEB, session)).isFalse();
    assertThat(keycloakFixture.refreshes(APP, offline)).isFalse();
    // whoever was about to sign in with the old password looks the same as this one
    Tokens between = signIn(id, NEW, APP, "openid offline_access");
    awaitToldTwice(id);
    assertThat(keycloakFixture.active(between)).isFalse();
    assertThat(keycloakFixture.refreshes(APP, between)).isFalse();
    assertThat(keycloakFixture.active(signIn(id, NEW, WEB, "openid"))).isTrue();
    assertThat(keycloakFixture.active(signIn(id, NEW, APP, "openid offline_access"))).isTrue();
    assertThat(confirm(token, "ten-lighthouses-sing").expect(410).text("type"))
        .endsWith("reset-token-used");
    servers.mailbox().awaitMessageTo(email(id), 2);
    assertThat(Files.readString(service.log())).doesNotContain(NEW, token, email(id));
    assertThat(addressesKept()).isZero();
  }

  @Test
  void aLockedAccountIsFreedByANewPassword() {
    String id = customer();
    keycloakFixture.set(
        Map.of("bruteForceProtected", true, "failureFactor", 2, "quickLoginCheckMilliSeconds", 0));
    try {
      Awaitility.await()
          .atMost(TIMEOUT)
          .until(() -> {
            for (int i = 0; i < 3; i++) {
              assertThat(keycloakFixture.signIn(id, "wrong", WEB, "openid")).isEmpty();
            }
            return keycloakFixture.signIn(id, OLD, WEB, "openid").isEmpty();
          });

      confirm(mailedToken(id), NEW).expect(204);

      assertThat(keycloakFixture.signIn(id, NEW, WEB, "openid")).isPresent();
    } finally {
      keycloakFixture.set(Map.of("bruteForceProtected", false));
    }
  }

  @Test
  void whileKeycloakIsDownNothingIsConsumed() {
    String id = customer();
    String token = mailedToken(id);

    tcpProxy.close();
    try {
      assertUnavailable(confirm(token, NEW));
      assertUnavailable(client.asAdministrator("GET", "/customers/" + id, Map.of()));
      assertUnavailable(client.asAdministrator("GET", "/customers?query=" + id, Map.of()));
    } finally {
      tcpProxy.open();
    }
    keycloak.freeze();
    try {
      assertUnavailable(confirm(token, NEW));
    } finally {
      keycloak.thaw();
    }

    assertThat(client.post("/password-resets/validate", Map.of("token", token)).status())
        .isEqualTo(200);
    assertThat(keycloakFixture.signIn(id, OLD, WEB, "openid")).isPresent();
    confirm(token, NEW).expect(204);
    assertThat(keycloakFixture.signIn(id, NEW, WEB, "openid")).isPresent();
  }

  @Test
  void aRequestThatComesWhileKeycloakIsDownIsMailedWhenItIsBack() throws Exception {
    String id = customer();

    tcpProxy.close();
    try {
      client.post("/password-resets", Map.of("email", email(id))).expect(202);
      Awaitility.await().atMost(TIMEOUT).until(() -> addressesKept() == 1);
      Awaitility.await().atMost(TIMEOUT).until(() -> logged("Reset mails are delayed"));
      assertThat(addressesKept()).as("not taken as nobody's").isOne();
    } finally {
      tcpProxy.open();
    }

    String token =
        Awaitility.await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> servers.mailbox().messagesTo(email(id)), mails -> !mails.isEmpty())
            .getFirst()
            .token();
    confirm(token, NEW).expect(204);
    Awaitility.await().atMost(TIMEOUT).until(() -> addressesKept() == 0);
  }

  @Test
  void aForceSignInWhileKeycloakIsDownCountsHereAtOnceAndFollowsThereByItself() {
    String id = customer();
    client.asAdministrator("GET", "/customers/" + id, Map.of()).expect(200);
    String own =
        client
            .asAdministrator("POST", "/customers/" + id + "/oauth-tokens", Map.of("client", "erp"))
            .expect(201)
            .text("accessToken");
    Tokens session = signIn(id, OLD, WEB, "openid");
    Tokens offline = signIn(id, OLD, APP, "openid offline_access");
    assertThat(keycloakFixture.active(session)).isTrue();
    assertThat(keycloakFixture.active(offline)).isTrue();

    tcpProxy.close();
    try {
      Client.Answer forced = forceSignIn(id).expect(200);
      assertThat(forced.json().path("revokedTokens").asInt()).isEqualTo(1);
      assertThat(forced.json().path("pending"))
          .extracting(JsonNode::asText)
          .containsExactly("keycloak");
      assertThat(client.as(own, "GET", "/me").status()).isEqualTo(401);
      assertThat(keycloakFixture.active(session)).isTrue();
    } finally {
      tcpProxy.open();
    }

    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> !keycloakFixture.active(session) && !keycloakFixture.refreshes(APP, offline));
    assertThat(keycloakFixture.active(offline)).isFalse();
    assertThat(keycloakFixture.signedIn(id)).isZero();
    awaitToldTwice(id);
  }

  @Test
  void aForceSignInOfSomebodyWhomNobodyHasLookedAtFollowsByItselfToo() {
    String id = customer();
    Tokens session = signIn(id, OLD, WEB, "openid");
    String nobody = UUID.randomUUID().toString();

    tcpProxy.close();
    try {
      for (String one : List.of(id, nobody)) {
        assertThat(forceSignIn(one).expect(200).json().path("pending"))
            .extracting(JsonNode::asText)
            .containsExactly("keycloak");
      }
      assertUnavailable(forceSignIn("no-id-of-keycloaks"));
      // what is pending can be looked up meanwhile
      client.asAdministrator("GET", "/customers/" + id + "/events", Map.of()).expect(200);
      client.asAdministrator("GET", "/customers/" + id + "/oauth-tokens", Map.of()).expect(200);
    } finally {
      tcpProxy.open();
    }

    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.active(session));
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> count("SELECT count(*) FROM customers WHERE id = '" + nobody + "'") == 0);
    assertThat(forceSignIn(nobody).status()).isEqualTo(404);
  }

  @Test
  void aGlobalRevocationEndsWhatIsAtKeycloak() {
    String byAddress = customer();
    String byId = customer();
    Tokens session = signIn(byAddress, OLD, WEB, "openid");
    Tokens offline = signIn(byId, OLD, APP, "openid offline_access");

    globallyRevoke(Map.of("format", "email", "email", email(byAddress))).expect(204);
    globallyRevoke(Map.of("format", "opaque", "id", byId)).expect(204);

    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.active(session));
    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.refreshes(APP, offline));
    assertThat(globallyRevoke(Map.of("format", "opaque", "id", "nobody")).status()).isEqualTo(404);
  }

  @Test
  void ofManyConfirmsAtOnceOneSetsThePassword() throws Exception {
    String id = customer();
    String token = mailedToken(id);
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String password = NEW + i;
        calls.add(
            threads.submit(() -> {
              int status = confirm(token, password).status();
              return status == 204 && keycloakFixture.signIn(id, password, WEB, "openid").isEmpty()
                  ? -1
                  : status;
            }));
      }
      for (Future<Integer> call : calls) {
        answers.add(call.get());
      }
    }

    assertThat(answers).filteredOn(status -> status == 204).hasSize(1);
    assertThat(answers).allMatch(status -> status == 204 || status == 410 || status == 503);
    assertThat(confirm(token, NEW).expect(410).text("type")).endsWith("reset-token-used");
  }

  @Test
  void aForceSignInThatKeycloakHearsOfLeavesNothingPending() {
    String id = customer();
    Tokens offline = signIn(id, OLD, APP, "openid offline_access");
    assertThat(keycloakFixture.active(offline)).isTrue();

    assertThat(forceSignIn(id).expect(200).json().has("pending")).isFalse();

    assertThat(keycloakFixture.active(offline)).isFalse();
    assertThat(keycloakFixture.refreshes(APP, offline)).isFalse();
    // nobody of the realm is a standard account: where else somebody is signed in, is not known
    // here
    assertThat(forceSignIn(id).expect(200).json().path("revokedTokens").asInt()).isZero();
  }

  @Test
  void aForceSignInOfTheStoreMeetsCustomersWhomNobodyHasLookedAt() {
    List<Tokens> sessions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sessions.add(signIn(customer(), OLD, APP, "openid offline_access"));
    }
    assertThat(sessions).allMatch(keycloakFixture::active);

    String job =
        client
            .asAdministrator("POST", "/force-sign-ins", Map.of("store", "default"))
            .expect(202)
            .text("id");

    Awaitility.await().atMost(TIMEOUT).until(() -> progress(job).text("state").equals("done"));
    assertThat(progress(job).json().path("failed").asInt()).isZero();
    assertThat(progress(job).json().path("processed").asInt()).isGreaterThanOrEqualTo(3);
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() -> sessions.stream().noneMatch(keycloakFixture::active));
    assertThat(sessions).noneMatch(one -> keycloakFixture.refreshes(APP, one));
  }

  @Test
  void aForceSignInOfAListThatComesWhileKeycloakIsDownIsDoneWhenItIsBack() throws Exception {
    String known = customer();
    client.asAdministrator("GET", "/customers/" + known, Map.of()).expect(200);
    String unknown = customer();
    Tokens session = signIn(unknown, OLD, WEB, "openid");
    String nobody = UUID.randomUUID().toString();

    tcpProxy.close();
    int before = triedAgain();
    String job;
    try {
      job =
          client
              .asAdministrator(
                  "POST", "/force-sign-ins", Map.of("customerIds", List.of(known, unknown, nobody)))
              .expect(202)
              .text("id");
      Awaitility.await().atMost(TIMEOUT).until(() -> triedAgain() > before);
      assertThat(progress(job).text("state")).isEqualTo("running");
      assertThat(progress(job).json().path("failed").asInt()).isZero();
    } finally {
      tcpProxy.open();
    }

    Awaitility.await().atMost(TIMEOUT).until(() -> progress(job).text("state").equals("done"));
    assertThat(progress(job).json().path("processed").asInt()).isEqualTo(2);
    assertThat(progress(job).json().path("failedCustomerIds").get(0).asText()).isEqualTo(nobody);
    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.active(session));
  }

  @Test
  void aDisputedPasswordSignsNobodyInAtKeycloakAndTheCustomerGetsBackIn() {
    String id = customer();
    confirm(mailedToken(id), THIEFS).expect(204);
    awaitToldTwice(id);
    Tokens thief = signIn(id, THIEFS, APP, "openid offline_access");
    String notice = servers.mailbox().awaitMessageTo(email(id), 2).text();

    client.post("/password-changes/dispute", Map.of("token", disputeToken(notice))).expect(204);

    assertThat(keycloakFixture.signIn(id, THIEFS, WEB, "openid")).isEmpty();
    assertThat(keycloakFixture.signIn(id, OLD, WEB, "openid")).isEmpty();
    Awaitility.await().atMost(TIMEOUT).until(() -> keycloakFixture.signedIn(id) == 0);
    assertThat(keycloakFixture.active(thief)).isFalse();
    assertThat(keycloakFixture.refreshes(APP, thief)).isFalse();
    confirm(servers.mailbox().awaitMessageTo(email(id), 3).token(), NEW).expect(204);
    assertThat(keycloakFixture.signIn(id, NEW, WEB, "openid")).isPresent();
  }

  @Test
  void aDisputedPasswordIsDeletedWhereTheRealmTakesNoneThatNobodyKnows() {
    String id = customer();
    confirm(mailedToken(id), THIEFS).expect(204);
    awaitToldTwice(id);
    String notice = servers.mailbox().awaitMessageTo(email(id), 2).text();
    keycloakFixture.set(Map.of("passwordPolicy", "maxLength(10)"));
    try {
      client.post("/password-changes/dispute", Map.of("token", disputeToken(notice))).expect(204);
      assertThat(keycloakFixture.signIn(id, THIEFS, WEB, "openid")).isEmpty();
    } finally {
      keycloakFixture.set(Map.of("passwordPolicy", ""));
    }
    confirm(servers.mailbox().awaitMessageTo(email(id), 3).token(), NEW).expect(204);
    assertThat(keycloakFixture.signIn(id, NEW, WEB, "openid")).isPresent();
  }

  @Test
  void aPasswordThatTheRealmRefusesLeavesTheLinkUsable() {
    String id = customer();
    String token = mailedToken(id);
    keycloakFixture.set(Map.of("passwordPolicy", "specialChars(1) and length(12)"));
    try {
      assertThat(rules(confirm(token, "sing123"))).containsExactly("identity-provider");
      Client.Answer shorter = confirm(token, "sing-123");
      assertThat(rules(shorter)).containsExactly("minimum-length");
      assertThat(shorter.json().path("violations").path(0).path("message").asText()).contains("12");
      assertThat(keycloakFixture.signIn(id, OLD, WEB, "openid")).isPresent();

      confirm(token, NEW).expect(204);
    } finally {
      keycloakFixture.set(Map.of("passwordPolicy", ""));
    }
    assertThat(keycloakFixture.signIn(id, NEW, WEB, "openid")).isPresent();
  }

  @Test
  void customersComeInPages() {
    String mark = "page" + UUID.randomUUID().toString().substring(0, 8);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = UUID.randomUUID().toString();
      ids.add(id);
      keycloakFixture.put(User.of(id, mark + "-" + i + "@example.com"));
    }

    List<String> seen = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page =
          client
              .asAdministrator("GET", "/customers?query=" + mark + "&limit=3" + cursor, Map.of())
              .expect(200)
              .json();
      page.path("items").forEach(one -> seen.add(one.path("id").asText()));
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
      pages++;
    } while (!cursor.isEmpty());

    assertThat(pages).isEqualTo(2);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aCustomerWithoutAnAddressIsFoundAndForcedToSignInButGetsNoMail() {
    String id = UUID.randomUUID().toString();
    keycloakFixture.put(User.of(id, "unused@example.com").withoutEmail());
    keycloakFixture.setPassword(id, OLD);
    Tokens session = signIn(id, OLD, WEB, "openid");

    JsonNode found = client.asAdministrator("GET", "/customers/" + id, Map.of()).expect(200).json();
    Client.Answer reset =
        client.asAdministrator("POST", "/customers/" + id + "/password-resets", Map.of());

    assertThat(found.has("email")).isFalse();
    assertThat(reset.expect(409).text("type")).endsWith("customer-has-no-email");
    assertThat(keycloakFixture.active(session)).isTrue();
    forceSignIn(id).expect(200);
    Awaitility.await().atMost(TIMEOUT).until(() -> !keycloakFixture.active(session));
  }

  @Test
  void whoIsNoCustomerOfTheRealmIsNobody() {
    String id = UUID.randomUUID().toString();
    keycloakFixture.put(User.of(id, email(id)).notACustomer());
    String known = customer();

    assertThat(client.asAdministrator("GET", "/customers/" + id, Map.of()).status()).isEqualTo(404);
    client.post("/password-resets", Map.of("email", email(id))).expect(202);
    client.post("/password-resets", Map.of("email", email(known))).expect(202);

    servers.mailbox().awaitMessageTo(email(known));
    Awaitility.await().atMost(TIMEOUT).until(() -> addressesKept() == 0);
    assertThat(servers.mailbox().messagesTo(email(id))).isEmpty();
  }

  @Test
  void aLinkToAnAddressThatChangedAtKeycloakIsDead() {
    String id = customer();
    String token = mailedToken(id);
    keycloakFixture.put(User.of(id, "new-" + email(id)));

    assertThat(confirm(token, NEW).expect(410).text("type")).endsWith("reset-token-used");

    assertThat(keycloakFixture.signIn(id, OLD, WEB, "openid")).isPresent();
  }

  @Test
  void aDeletedCustomerIsGoneHereToo() {
    String id = customer();
    String token = mailedToken(id);
    keycloakFixture.delete(id);

    assertThat(client.asAdministrator("GET", "/customers/" + id, Map.of()).status()).isEqualTo(404);
    assertThat(confirm(token, NEW).expect(404).text("type")).endsWith("reset-token-unknown");
  }

  @Test
  void whatIsKeycloaksOwnIsToBeDoneThere() {
    String id = customer();
    List<Client.Answer> answers =
        List.of(
            client.post("/sign-ins", Map.of("email", email(id), "password", OLD)),
            client.asAdministrator("PUT", "/customers/" + id, Map.of("email", email(id))),
            client.asAdministrator("DELETE", "/customers/" + id, Map.of()));

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer.expect(409).text("type")).endsWith("accounts-kept-elsewhere"));
    client.asAdministrator("GET", "/customers/" + id, Map.of()).expect(200);
  }

  private static String customer() {
    String id = UUID.randomUUID().toString();
    keycloakFixture.put(User.of(id, email(id)));
    keycloakFixture.setPassword(id, OLD);
    return id;
  }

  private static String email(String id) {
    return "c-" + id + "@example.com";
  }

  private static Tokens signIn(String id, String password, String at, String scope) {
    return keycloakFixture.signIn(id, password, at, scope).orElseThrow();
  }

  private static String mailedToken(String id) {
    client.post("/password-resets", Map.of("email", email(id))).expect(202);
    return servers.mailbox().awaitMessageTo(email(id)).token();
  }

  private static Client.Answer confirm(String token, String password) {
    return client.post("/password-resets/confirm", Map.of("token", token, "newPassword", password));
  }

  private static Client.Answer forceSignIn(String id) {
    return client.asAdministrator("POST", "/customers/" + id + "/force-sign-in", Map.of());
  }

  private static String disputeToken(String notice) {
    Matcher dispute = Pattern.compile("#dispute=([\\w-]+)").matcher(notice);
    assertThat(dispute.find()).as(notice).isTrue();
    return dispute.group(1);
  }

  private static Client.Answer globallyRevoke(Map<String, ?> subject) {
    return client.asAdministrator("POST", "/global-token-revocation", Map.of("sub_id", subject));
  }

  private static Client.Answer progress(String job) {
    return client.asAdministrator("GET", "/force-sign-ins/" + job, Map.of()).expect(200);
  }

  private static List<String> rules(Client.Answer answer) {
    List<String> rules = new ArrayList<>();
    answer
        .expect(422)
        .json()
        .path("violations")
        .forEach(one -> rules.add(one.path("rule").asText()));
    return rules;
  }

  private static void assertUnavailable(Client.Answer answer) {
    assertThat(answer.expect(503).text("type")).endsWith("temporarily-unavailable");
    assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
  }

  /// Lets the time until the second pass go by, and waits for that.
  private static void awaitToldTwice(String id) {
    Awaitility.await().atMost(TIMEOUT).until(() -> letSecondPassBeDue(id));
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(() ->
            count(
                    """
                    SELECT count(*) FROM remote_revocations
                    WHERE customer_id = '%s' AND due_at IS NULL AND acknowledged_at IS NOT NULL
                      AND attempts > 1
                    """
                        .formatted(id))
                == 1);
  }

  private static boolean letSecondPassBeDue(String id) throws SQLException {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
              """
              UPDATE remote_revocations SET due_at = now()
              WHERE customer_id = '%s' AND acknowledged_at IS NOT NULL
                AND due_at BETWEEN acknowledged_at + interval '%d s' - interval '1 minute'
                  AND acknowledged_at + interval '%d s' + interval '1 minute'
              """
                  .formatted(id, SECOND_PASS.toSeconds(), SECOND_PASS.toSeconds()))
          == 1;
    }
  }

  private static int addressesKept() throws Exception {
    return count("SELECT count(*) FROM reset_requests WHERE email IS NOT NULL");
  }

  private static int triedAgain() throws Exception {
    return Files.readString(service.log()).split("ForceSignIns will be retried", -1).length;
  }

  private static boolean logged(String words) throws Exception {
    return Files.readString(service.log()).contains(words);
  }

  private static int count(String sql) throws Exception {
    try (Connection connection = servers.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      boolean _ = rows.next();
      return rows.getInt(1);
    }
  }
}
