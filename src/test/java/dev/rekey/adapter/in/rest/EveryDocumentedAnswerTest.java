package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.adapter.in.rest.reset.DisputesApiTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Provokes every answer that the contract names, so that nothing stands in it that does not exist.
@QuarkusTest
@TestProfile(AllFeatures.class)
class EveryDocumentedAnswerTest extends ApiTest {

  /// What no test can have here, and why.
  private static final Map<Integer, String> ELSEWHERE =
      Map.of(
          500, "a fault that we do not know of",
          503, "the database or the identity provider is away, which other tests would feel too");

  /// What needs settings that this application does not have, and where it is provoked.
  private static final Map<String, String> UNDER_OTHER_SETTINGS =
      Map.of(
          "getProtectedResourceMetadata 404", "MetadataOffTest",
          "getAuthorizationServerMetadata 404", "MetadataOffTest");

  /// Problems with an argument in their detail, which differs from call to call.
  private static final Set<String> WITH_ARGUMENT =
      Set.of("/problems/forbidden", "/problems/too-many-requests");

  private Account account = new Account("", "", "");
  private String session = "";
  private String integration = "";

  @BeforeEach
  void provision() {
    account = account();
    session = signedIn(account);
    integration = integration(account, "erp");
  }

  @Test
  void everyAnswerThatTheContractNamesIsGiven() {
    Set<String> documented = new TreeSet<>();
    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      for (String text : operation.statuses()) {
        int status = Integer.parseInt(text);
        if (!ELSEWHERE.containsKey(status)
            && !keptElsewhere(operation, text)
            && !UNDER_OTHER_SETTINGS.containsKey(operation.id() + " " + text)) {
          Response answer = provoke(operation, status);
          assertThat(answer.statusCode())
              .as("%s provoked to %d", operation, status)
              .isEqualTo(status);
          if (status >= 400) {
            checkExample(operation, answer);
          }
          documented.add(operation.id() + " " + status);
        }
      }
    }

    assertThat(OpenApiConformance.seen()).containsAll(documented);
    assertThat(documented).hasSizeGreaterThan(130);
  }

  /// A problem has the texts of the example of its type.
  private static void checkExample(OpenApiDocument.Operation operation, Response answer) {
    String type = answer.path("type");
    JsonNode example =
        OpenApiDocument.get()
            .response(operation, answer.statusCode())
            .orElseThrow()
            .at("/content/application~1problem+json/examples")
            .valueStream()
            .map(one -> one.path("value"))
            .filter(one -> one.path("type").asText().equals(type))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No example of " + type + " for " + operation));

    assertThat(answer.<String>path("title"))
        .as("%s of %s", type, operation)
        .isEqualTo(example.path("title").asText());
    if (!WITH_ARGUMENT.contains(type)) {
      assertThat(answer.<String>path("detail"))
          .as("%s of %s", type, operation)
          .isEqualTo(example.path("detail").asText());
    }
  }

  private Response provoke(OpenApiDocument.Operation operation, int status) {
    return switch (status) {
      case 400 -> invalid(operation);
      case 401 ->
          operation.id().equals("signIn")
              ? signIn(uniqueEmail(), "wrong")
              : call(operation, visitor());
      case 403 -> forbidden(operation);
      case 404 -> notFound(operation);
      case 405 -> visitor().request("PURGE", path(operation));
      case 406 -> call(operation, caller(operation).accept("image/png"));
      case 409 ->
          switch (operation.id()) {
            case "forceSignIn" -> forceSignIn(account());
            case "createEventStream" -> oneStreamTooMany();
            default -> put(unique("t"), "{\"email\":\"" + account.email() + "\"}");
          };
      case 410 -> expired(operation);
      case 413 ->
          caller(operation)
              .contentType(mediaType(operation))
              .body("x".repeat(20_000))
              .request(operation.method(), path(operation));
      case 415 ->
          caller(operation)
              .contentType("text/plain")
              .body("x")
              .request(operation.method(), path(operation));
      case 422 -> rejected(operation);
      case 429 -> tooMany(operation);
      default -> accepted(operation, status);
    };
  }

  /// What only accounts of an identity provider are answered; that is in KeycloakIT.
  private static boolean keptElsewhere(OpenApiDocument.Operation operation, String status) {
    String answer = operation.node().path("responses").path(status).path("$ref").asText();
    return answer.endsWith("/AccountsKeptElsewhere") || answer.endsWith("/CustomerHasNoEmail");
  }

  private Response accepted(OpenApiDocument.Operation operation, int status) {
    return switch (operation.id()) {
      case "requestPasswordReset" -> requestReset(account().email());
      case "validateResetToken" -> validate(resetToken(account()));
      case "confirmPasswordReset" -> confirm(resetToken(account()), NEW_PASSWORD);
      case "disputePasswordChange" -> dispute(disputeOf(account()));
      case "signIn" -> signIn(account.email(), PASSWORD);
      case "signOut" -> bearer(signedIn(account)).delete("/sign-ins/current");
      case "changePassword" -> {
        Account other = account();
        yield bearer(signedIn(other))
            .contentType(JSON)
            .body(change(PASSWORD, NEW_PASSWORD))
            .put("/me/password");
      }
      case "createOrReplaceCustomer" ->
          put(
              status == 201 ? unique("t") : account.id(),
              "{\"email\":\"" + (status == 201 ? uniqueEmail() : account.email()) + "\"}");
      case "eraseCustomer" -> storeAdmin().delete("/customers/{id}", account().id());
      case "sendPasswordReset" ->
          storeAdmin().post("/customers/{id}/password-resets", account().id());
      case "forceSignIn" -> {
        Account other = account();
        signedIn(other);
        yield forceSignIn(other);
      }
      case "startForceSignIns" -> startForceSignIns("{\"customerIds\":[\"nobody\"]}", null);
      case "revokeGlobally" -> revokeGlobally("opaque", "id", account().id());
      case "getForceSignIns" ->
          storeAdmin()
              .get(startForceSignIns("{\"customerIds\":[\"nobody\"]}", null).header("Location"));
      case "issueOAuthToken" -> issue(account, "erp");
      case "revokeOAuthToken" -> {
        String id = issue(account, "erp").path("id");
        yield storeAdmin().delete("/customers/{id}/oauth-tokens/{token}", account.id(), id);
      }
      case "introspectToken" -> introspect(integration);
      case "revokeToken" -> {
        String token = integration(account, "erp");
        yield bearer(token).contentType(FORM).body("token=" + token).post("/oauth/revoke");
      }
      case "changeSettings" -> storeAdmin().contentType(JSON).body("{}").patch("/settings");
      case "createEventStream" -> createStream();
      case "readEventStreams" -> storeAdmin().get("/ssf/streams");
      case "changeEventStream" -> ofStream("PATCH", "/ssf/streams", stream(), "");
      case "replaceEventStream" -> ofStream("PUT", "/ssf/streams", stream(), "");
      case "removeEventStream" -> storeAdmin().delete("/ssf/streams?stream_id=" + stream());
      case "endEventStream" -> storeAdmin().delete("/event-streams/{id}", stream());
      case "readEventStreamStatus" -> storeAdmin().get("/ssf/status?stream_id=" + stream());
      case "setEventStreamStatus" ->
          ofStream("POST", "/ssf/status", stream(), ",\"status\":\"paused\"");
      case "verifyEventStream" -> ofStream("POST", "/ssf/verify", stream(), "");
      case "pollSecurityEvents" ->
          storeAdmin().contentType(JSON).body("{}").post("/ssf/streams/{id}/poll", stream());
      default -> call(operation, caller(operation));
    };
  }

  private Response invalid(OpenApiDocument.Operation operation) {
    String path = operation.path().replace("{id}", "a b").replaceAll("\\{[^}]+}", "x");
    RequestSpecification caller = caller(operation);
    boolean byStore =
        OpenApiDocument.get().parameters(operation).stream()
            .anyMatch(one -> one.path("name").asText().equals("store"));
    if (operation.id().equals("readEventStreams")) {
      return caller.get("/ssf/streams?stream_id=");
    }
    if (byStore) {
      caller = caller.queryParam("store", "nowhere");
    }
    if (operation.node().has("requestBody")) {
      String type = mediaType(operation);
      caller = caller.contentType(type).body(type.equals(FORM) ? "a=b" : "{\"unheardOf\":1}");
    }
    return caller.request(operation.method(), path);
  }

  private Response forbidden(OpenApiDocument.Operation operation) {
    return switch (operation.id()) {
      case "signOut" -> bearer(integration).delete("/sign-ins/current");
      case "changePassword" ->
          bearer(integration)
              .contentType(JSON)
              .body(change(PASSWORD, NEW_PASSWORD))
              .put("/me/password");
      case "revokeToken" ->
          bearer(session).contentType(FORM).body("token=" + integration).post("/oauth/revoke");
      default -> call(operation, administrator());
    };
  }

  private Response notFound(OpenApiDocument.Operation operation) {
    String path = operation.path().replaceAll("\\{[^}]+}", unique("nobody"));
    return switch (operation.id()) {
      case "validateResetToken" -> validate("x");
      case "confirmPasswordReset" -> confirm("x", NEW_PASSWORD);
      case "revokeGlobally" -> revokeGlobally("opaque", "id", unique("nobody"));
      case "disputePasswordChange" -> dispute("x");
      case "issueOAuthToken" ->
          storeAdmin().contentType(JSON).body("{\"client\":\"erp\"}").post(path);
      case "readEventStreams", "removeEventStream", "readEventStreamStatus" ->
          storeAdmin().request(operation.method(), path + "?stream_id=nobody");
      case "changeEventStream", "replaceEventStream", "verifyEventStream" ->
          ofStream(operation.method(), path, "nobody", "");
      case "setEventStreamStatus" -> ofStream("POST", path, "nobody", ",\"status\":\"paused\"");
      case "pollSecurityEvents" -> storeAdmin().contentType(JSON).body("{}").post(path);
      default -> caller(operation).request(operation.method(), path);
    };
  }

  private static String disputeOf(Account account) {
    DisputesApiTest.takenOver(account);
    return disputeToken(mailbox().awaitMessageTo(account.email()));
  }

  private Response expired(OpenApiDocument.Operation operation) {
    if (operation.id().equals("disputePasswordChange")) {
      String token = disputeOf(account());
      dispute(token);
      return dispute(token);
    }
    set("{\"linkLifetime\":\"PT4S\"}");
    String token = resetToken(account());
    set("{\"linkLifetime\":null}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> validate(token).statusCode() == 410);
    Response answer =
        operation.id().equals("validateResetToken")
            ? validate(token)
            : confirm(token, NEW_PASSWORD);
    assertThat(problem(answer)).isEqualTo("reset-token-expired");
    return answer;
  }

  private Response rejected(OpenApiDocument.Operation operation) {
    return switch (operation.id()) {
      case "confirmPasswordReset" -> confirm(resetToken(account()), "x");
      case "changePassword" ->
          bearer(session)
              .contentType(JSON)
              .body(change("not-my-password", NEW_PASSWORD))
              .put("/me/password");
      case "revokeGlobally" -> revokeGlobally("email", "email", "nonsense");
      case "startForceSignIns" -> {
        String key = unique("key");
        startForceSignIns("{\"customerIds\":[\"nobody\"]}", key).then().statusCode(202);
        yield startForceSignIns("{\"customerIds\":[\"somebody\"]}", key);
      }
      default -> put(unique("t"), "{\"email\":\"" + uniqueEmail() + "\",\"password\":\"x\"}");
    };
  }

  private static Response createStream() {
    removeStreams();
    return storeAdmin().contentType(JSON).body("{}").post("/ssf/streams");
  }

  private static Response oneStreamTooMany() {
    Response answer = createStream();
    while (answer.statusCode() == 201) {
      answer = storeAdmin().contentType(JSON).body("{}").post("/ssf/streams");
    }
    removeStreams();
    return answer;
  }

  private static void removeStreams() {
    java.util.List<String> ids = storeAdmin().get("/ssf/streams").path("stream_id");
    ids.forEach(id -> storeAdmin().delete("/ssf/streams?stream_id=" + id));
  }

  private static String stream() {
    return createStream().path("stream_id");
  }

  private static Response ofStream(String method, String path, String id, String more) {
    return storeAdmin()
        .contentType(JSON)
        .body("{\"stream_id\":\"%s\"%s}".formatted(id, more))
        .request(method, path);
  }

  private Response tooMany(OpenApiDocument.Operation operation) {
    if (operation.id().equals("verifyEventStream")) {
      String stream = stream();
      ofStream("POST", "/ssf/verify", stream, "");
      return ofStream("POST", "/ssf/verify", stream, "");
    }
    if (operation.id().equals("requestPasswordReset")) {
      requestReset(account.email());
      return requestReset(account.email());
    }
    if (operation.id().equals("signIn")) {
      set("{\"maxSignInFailuresPerHourPerIp\":1}");
      signIn(account.email(), "wrong");
      Response limited = signIn(account.email(), "wrong");
      set("{\"maxSignInFailuresPerHourPerIp\":0}");
      return limited;
    }
    if (operation.id().equals("changePassword")) {
      set("{\"maxPasswordChangesPerHour\":1}");
      String own = signedIn(account(), PASSWORD);
      change(own, PASSWORD, NEW_PASSWORD);
      return change(own, NEW_PASSWORD, PASSWORD);
    }
    set("{\"adminMaxRequestsPerHour\":1}");
    storeAdmin().post("/customers/{id}/password-resets", account.id());
    return storeAdmin().post("/customers/{id}/password-resets", account.id());
  }

  private static Response change(String session, String current, String replacement) {
    return bearer(session).contentType(JSON).body(change(current, replacement)).put("/me/password");
  }

  private Response call(OpenApiDocument.Operation operation, RequestSpecification caller) {
    return operation.node().has("requestBody")
        ? caller
            .contentType(mediaType(operation))
            .body(mediaType(operation).equals(FORM) ? "token=x" : "{}")
            .request(operation.method(), path(operation))
        : caller.request(operation.method(), path(operation));
  }

  private RequestSpecification caller(OpenApiDocument.Operation operation) {
    JsonNode security = operation.node().path("security");
    if (security.isEmpty()) {
      return visitor();
    }
    return security.toString().contains("oidc") ? storeAdmin() : bearer(session);
  }

  private String path(OpenApiDocument.Operation operation) {
    return operation
        .path()
        .replace("{id}", account.id())
        .replace("{name}", "reset-token-used")
        .replaceAll("\\{[^}]+}", "x");
  }

  private static String mediaType(OpenApiDocument.Operation operation) {
    return OpenApiDocument.names(operation.node().path("requestBody").path("content")).getFirst();
  }

  private static String change(String current, String replacement) {
    return "{\"currentPassword\":\"" + current + "\",\"newPassword\":\"" + replacement + "\"}";
  }
}
