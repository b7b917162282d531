package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import dev.rekey.local.fixture.KeycloakFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Keycloak says when something is wrong, and what becomes of it. A real Keycloak says none of
/// this on demand.
class KeycloakAdminApiTest {
  private static final Password PASSWORD = Password.of("nine-lighthouses-sing");
  private static final String SECRET = "of-the-client";

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger tokens = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ExecutorService threads;
  private KeycloakAdminApi users;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext(
        "/realms/shop/protocol/openid-connect/token",
        call -> {
          String token = "t" + tokens.incrementAndGet();
          answer(call, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":300}");
        });
    server.start();
    users = users(Duration.ofSeconds(15));
  }

  private KeycloakAdminApi users(Duration deadline) {
    return new KeycloakAdminApi(
        new KeycloakRealm(
            URI.create("http://localhost:" + server.getAddress().getPort() + "/"),
            "shop",
            "rekey",
            SECRET,
            deadline),
        KeycloakFixture.TRUST);
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void oneTokenIsEnoughForManyCalls() {
    says(200, "{\"id\":\"a\",\"enabled\":true}");

    assertThat(users.find("a")).isPresent();
    assertThat(users.find("a")).isPresent();

    assertThat(tokens).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "404, 404 page not found",
    "404, '{\"error\":\"Not Found\",\"path\":\"/admin\"}'",
    "200, <html>Back soon</html>",
    "200, '{}'"
  })
  void whatAProxySaysInsteadIsNobodysEnd(int status, String body) {
    says(status, body);

    assertThatThrownBy(() -> users.find("a")).isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> users.logOut("a")).isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> users.offlineGrants("a")).isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> users.setPassword("a", PASSWORD))
        .isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> users.removePassword("a")).isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> users.page(null, 0, 9)).isInstanceOf(TemporarilyUnavailable.class);
  }

  @Test
  void onlyWhomTheRealmDoesNotKnowIsGone() {
    says(404, "{\"error\":\"User not found\"}");

    assertThat(users.find("a")).isEmpty();
    assertThat(users.isGone("a")).isTrue();
  }

  @Test
  void whoMayNotBeSeenIsNotGone() {
    says(403, "{\"error\":\"HTTP 403 Forbidden\"}");

    assertThat(users.isGone("a")).isFalse();
  }

  @Test
  void anIdThatIsAPathOfItsOwnIsNobodys() {
    says(200, "{\"id\":\"a\",\"enabled\":true}");

    for (String path : List.of(".", "..", "count", "profile")) {
      assertThat(users.find(path)).isEmpty();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aTokenThatCountsNoMoreIsFetchedAnewOnce() {
    server.createContext(
        "/admin/",
        call -> {
          boolean old = call.getRequestHeaders().getFirst("Authorization").endsWith("t1");
          answer(call, old ? 401 : 200, "{\"id\":\"a\",\"enabled\":true}");
        });

    assertThat(users.find("a")).isPresent();

    assertThat(tokens).hasValue(2);
  }

  @Test
  void aRealmThatIsGoneIsNoCustomerWhoIsGone() {
    says(404, "{\"error\":\"Realm not found.\"}");

    assertThatThrownBy(() -> users.find("a"))
        .isInstanceOf(TemporarilyUnavailable.class)
        .hasMessageContaining("has no realm 'shop'");
  }

  @Test
  void noRedirectIsFollowed() {
    server.createContext("/elsewhere", call -> answer(call, 200, "{}"));
    server.createContext(
        "/admin/",
        call -> {
          call.getResponseHeaders().set("Location", "/elsewhere");
          answer(call, 302, "");
        });

    assertThatThrownBy(() -> users.find("a")).isInstanceOf(TemporarilyUnavailable.class);

    assertThat(asked).isNotEmpty().noneMatch(call -> call.contains("/elsewhere"));
  }

  @Test
  void anAnswerThatDoesNotEndIsCutOff() {
    says(200, "{\"id\":\"a\",\"enabled\":true,\"x\":\"" + "y".repeat(5 << 20) + "\"}");

    assertThatThrownBy(() -> users.find("a"))
        .isInstanceOf(TemporarilyUnavailable.class)
        .hasMessageContaining("is unavailable");
  }

  @Test
  void whoSaysNothingOrDripsIsLeftAtTheDeadline() {
    server.createContext("/admin/realms/shop/users/silent", call -> await());
    server.createContext(
        "/admin/realms/shop/users/dripping",
        call -> {
          call.sendResponseHeaders(200, 0);
          call.getResponseBody().write('{');
          call.getResponseBody().flush();
          await();
        });

    KeycloakAdminApi hasty = users(Duration.ofMillis(1500));
    for (String id : List.of("silent", "dripping")) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> hasty.find(id))
          .isInstanceOf(TemporarilyUnavailable.class)
          .hasMessageContaining("did not respond within");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void aRealmThatStartsOrFailsIsAnOutageAndItsWordsAreNotRead() {
    for (int status : List.of(500, 503)) {
      says(status, "Bootstrap in progress. Retry in 29 seconds.");

      assertThatThrownBy(() -> users.find("a")).isInstanceOf(TemporarilyUnavailable.class);
      assertThatThrownBy(() -> users.setPassword("a", PASSWORD))
          .isInstanceOf(TemporarilyUnavailable.class);
      server.removeContext("/admin/");
    }
  }

  @Test
  void anEmptyListWithoutAnybodyAtAllIsAnOutage() {
    server.createContext(
        "/admin/",
        call ->
            answer(call, 200, call.getRequestURI().getPath().endsWith("/count") ? "171" : "[]"));

    assertThatThrownBy(() -> users.withEmail("a@example.com"))
        .isInstanceOf(TemporarilyUnavailable.class)
        .hasMessageContaining("sees no customer");
  }

  @Test
  void neitherThePasswordNorTheSecretIsInWhatIsThrown() {
    for (int status : List.of(400, 403, 404, 409, 500)) {
      says(status, "{\"error\":\"" + "nine-lighthouses-sing" + "\"}");
      StringWriter text = new StringWriter();

      catchThrowable(() -> users.setPassword("a", PASSWORD)).printStackTrace(new PrintWriter(text));

      assertThat(text.toString())
          .contains("TemporarilyUnavailable")
          .doesNotContain("lighthouses", SECRET);
      server.removeContext("/admin/");
    }
  }

  @Test
  void theRealmsRulesAreToldInOurWords() {
    assertThat(refusal("invalidPasswordMinLengthMessage", "Invalid password: minimum length 12."))
        .isEqualTo(new PasswordViolation(PasswordRule.MINIMUM_LENGTH, 12));
    assertThat(refusal("invalidPasswordMaxLengthMessage", "Invalid password: maximum length 64."))
        .isEqualTo(new PasswordViolation(PasswordRule.MAXIMUM_LENGTH, 64));
    assertThat(refusal("invalidPasswordNotEmailMessage", "Invalid password"))
        .isEqualTo(new PasswordViolation(PasswordRule.SAME_AS_EMAIL));
    assertThat(refusal("invalidPasswordBlacklistedMessage", "Invalid password"))
        .isEqualTo(new PasswordViolation(PasswordRule.COMPROMISED));
    assertThat(refusal("invalidPasswordHistoryMessage", "any of last 3 passwords."))
        .isEqualTo(new PasswordViolation(PasswordRule.IDENTITY_PROVIDER));
    assertThat(refusal("invalidPasswordMinLengthMessage", "trop court"))
        .isEqualTo(new PasswordViolation(PasswordRule.IDENTITY_PROVIDER));
  }

  @Test
  void theOfflineGrantsOfAClientWhoseIdIsAnAddressAreEnded() {
    says(204, "");

    users.endOfflineGrant("a", "https://app.example/x y");

    assertThat(asked)
        .contains("DELETE /admin/realms/shop/users/a/consents/https%3A%2F%2Fapp.example%2Fx%20y");
  }

  private PasswordViolation refusal(String key, String description) {
    says(400, "{\"error\":\"" + key + "\",\"error_description\":\"" + description + "\"}");
    try {
      return users.setPassword("a", PASSWORD).orElseThrow();
    } finally {
      server.removeContext("/admin/");
    }
  }

  private void says(int status, String body) {
    server.createContext("/admin/", call -> answer(call, status, body));
  }

  private void answer(HttpExchange call, int status, String body) throws IOException {
    asked.add(call.getRequestMethod() + " " + call.getRequestURI().getRawPath());
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    try (call) {
      call.getRequestBody().readAllBytes();
      call.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
      if (octets.length > 0) {
        call.getResponseBody().write(octets);
      }
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
