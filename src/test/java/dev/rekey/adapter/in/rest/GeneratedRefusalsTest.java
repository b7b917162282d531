package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// For every operation of the contract, whatever can be wrong with a call of it: the answer is a
/// 4xx problem that the contract names, and nothing was accepted. Made from the contract, so that
/// no new operation and no new member is forgotten.
@QuarkusTest
@TestProfile(AllFeatures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedRefusalsTest extends ApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final OpenApiDocument CONTRACT = OpenApiDocument.get();

  // what a worker changes by itself is left out
  private static final List<String> STATE =
      List.of(
          "SELECT * FROM customers",
          "SELECT id, store, email_digest, customer_id, requested_at FROM reset_requests",
          "SELECT key, accepted FROM request_windows",
          "SELECT id, digest, customer_id, sign_in_version, revoked_at FROM oauth_tokens",
          "SELECT digest, used_at FROM reset_tokens WHERE used_at IS NOT NULL",
          "SELECT id, store, started_at FROM force_sign_ins",
          "SELECT * FROM settings");

  private Account account = new Account("", "", "");
  private String session = "";
  private String token = "";
  private String reset = "";

  /// A body of an operation and the way in which it is wrong.
  record Wrong(String operation, String mediaType, Mutations.Kind kind) {
    @Override
    public String toString() {
      return operation + " as " + mediaType + ": " + kind;
    }
  }

  static List<Wrong> wrongBodies() {
    List<Wrong> all = new ArrayList<>();
    for (OpenApiDocument.Operation operation : CONTRACT.operations()) {
      for (String mediaType : mediaTypes(operation)) {
        if (mediaType.endsWith("json")) {
          for (Mutations.Kind kind : Mutations.Kind.values()) {
            all.add(new Wrong(operation.toString(), mediaType, kind));
          }
        }
      }
    }
    return all;
  }

  static List<String> operations() {
    return CONTRACT.operations().stream().map(Object::toString).toList();
  }

  static List<String> operationsWithBodies() {
    return CONTRACT.operations().stream()
        .filter(one -> !mediaTypes(one).isEmpty())
        .map(Object::toString)
        .toList();
  }

  static List<String> forms() {
    return CONTRACT.operations().stream()
        .filter(one -> mediaTypes(one).contains(FORM))
        .map(Object::toString)
        .toList();
  }

  @Test
  void theContractHasAsManyBodiesAsAreTried() {
    assertThat(wrongBodies()).hasSizeGreaterThanOrEqualTo(9 * Mutations.Kind.values().length);
    assertThat(forms()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("wrongBodies")
  void aWrongBodyIsRefused(Wrong wrong) {
    OpenApiDocument.Operation operation = operation(wrong.operation);
    JsonNode described = operation.node().path("requestBody").path("content").path(wrong.mediaType);
    JsonNode schema = CONTRACT.resolve(described.path("schema"));
    boolean mayBeEmpty = !operation.node().path("requestBody").path("required").asBoolean();
    nothingIsAccepted(() -> {
      ObjectNode base = base(operation, described);
      for (Mutations.Mutation mutation : Mutations.of(wrong.kind, schema, base, mayBeEmpty)) {
        Exchange answer =
            call(operation).header("Content-Type", wrong.mediaType).send(mutation.body());
        refused(answer, operation + " with " + mutation);
        if (mutation.pointer() != null) {
          assertThat(answer.status()).as("%s with %s", operation, mutation).isEqualTo(400);
          assertThat(pointers(answer))
              .as("%s with %s", operation, mutation)
              .contains(mutation.pointer());
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aWrongFormIsRefused(String name) {
    OpenApiDocument.Operation operation = operation(name);
    nothingIsAccepted(() -> {
      for (String body :
          List.of(
              "",
              "token",
              "token=",
              "Token=" + token,
              "token%20=" + token,
              "token[]=" + token,
              "token=" + token + "&token=" + token,
              "token=" + token + "&%74oken=x",
              "token=%",
              "token=%zz",
              "token=%ff",
              "token=%c3(",
              "{\"token\":\"" + token + "\"}",
              "token=" + "a".repeat(17_000))) {
        refused(call(operation).header("Content-Type", FORM).send(body), name + " with " + body);
      }
      refused(
          call(operation)
              .header("Content-Type", FORM)
              .send(new byte[] {'t', 'o', 'k', 'e', 'n', '=', (byte) 0xff}),
          name);
    });
  }

  @ParameterizedTest
  @MethodSource("operationsWithBodies")
  void aBodyOfAnotherMediaTypeIsRefused(String name) {
    OpenApiDocument.Operation operation = operation(name);
    Set<String> known = new TreeSet<>(mediaTypes(operation));
    nothingIsAccepted(() -> {
      String mediaType = mediaTypes(operation).getFirst();
      String body = right(operation, mediaType);
      for (String other :
          List.of(
              "text/plain",
              "text/html",
              "application/xml",
              "application/json-patch+json",
              "application/x-ndjson",
              "multipart/form-data; boundary=x",
              "application/octet-stream",
              JSON,
              FORM,
              "*/*",
              "application/*",
              "nonsense")) {
        if (!known.contains(other)) {
          refused(call(operation).header("Content-Type", other).send(body), name + " as " + other);
        }
      }
      if (operation.node().path("requestBody").path("required").asBoolean()) {
        refused(call(operation).send(body), name + " without a media type");
      }
    });
  }

  @ParameterizedTest
  @MethodSource("operationsWithBodies")
  void aBodyOverTheLimitIsRefusedHoweverItComes(String name) {
    OpenApiDocument.Operation operation = operation(name);
    nothingIsAccepted(() -> {
      String mediaType = mediaTypes(operation).getFirst();
      String right = right(operation, mediaType);
      byte[] large = (right + " ".repeat(16 * 1024)).getBytes(UTF_8);
      for (Exchange answer :
          List.of(
              call(operation).header("Content-Type", mediaType).send(large),
              call(operation).header("Content-Type", mediaType).announce(1L << 40),
              call(operation).header("Content-Type", mediaType).sendInChunks(large))) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(413);
        refused(answer, name);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anotherMethodIsRefused(String name) {
    OpenApiDocument.Operation operation = operation(name);
    Set<String> known = new TreeSet<>();
    CONTRACT.at(operation.path()).forEach(one -> known.add(one.method()));
    nothingIsAccepted(() -> {
      for (String method :
          List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PURGE", "post")) {
        boolean taken = known.contains(method) || (method.equals("HEAD") && known.contains("GET"));
        if (!taken) {
          Exchange answer =
              RawHttpClient.call(method, path(operation))
                  .header("Authorization", bearer(operation))
                  .send("");
          assertThat(answer.status()).as("%s %s", method, operation.path()).isEqualTo(405);
          assertThat(answer.header("Allow").orElse("").split(", "))
              .containsAll(known)
              .doesNotContain(method);
        }
      }
    });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aWrongParameterIsRefused(String name) {
    OpenApiDocument.Operation operation = operation(name);
    nothingIsAccepted(() -> {
      for (JsonNode parameter : CONTRACT.parameters(operation)) {
        String in = parameter.path("in").asText();
        String parameterName = parameter.path("name").asText();
        if (in.equals("query")) {
          for (String query : wrongQueries(parameterName, parameter)) {
            Exchange answer = get(operation, path(operation) + "?" + query);
            refused(answer, operation + "?" + query);
          }
        } else if (in.equals("path")) {
          for (String value :
              List.of(
                  "%20",
                  "%00",
                  "%ff",
                  "..%2f..",
                  "%0d%0ax",
                  "a".repeat(65),
                  "'",
                  "%25",
                  "a%2fb",
                  "%c3%a9")) {
            String path = operation.path().replace("{" + parameterName + "}", value);
            refused(get(operation, path.replaceAll("\\{[^}]+}", account.id())), path);
          }
        }
      }
    });
  }

  private Exchange get(OpenApiDocument.Operation operation, String target) {
    RawHttpClient call =
        RawHttpClient.call(operation.method(), target).header("Authorization", bearer(operation));
    List<String> mediaTypes = mediaTypes(operation);
    return mediaTypes.isEmpty()
        ? call.send("")
        : call.header("Content-Type", mediaTypes.getFirst())
            .send(right(operation, mediaTypes.getFirst()));
  }

  private static List<String> wrongQueries(String name, JsonNode parameter) {
    JsonNode schema = CONTRACT.resolve(parameter.path("schema"));
    List<String> queries = new ArrayList<>();
    queries.add(name + "=1&" + name + "=2");
    queries.add(name + "=%00");
    queries.add(name + "=%ff");
    queries.add(name + "=" + "9".repeat(1_000));
    if (schema.path("type").asText().equals("integer")) {
      int most = schema.path("maximum").asInt();
      int least = schema.path("minimum").asInt();
      for (Object value : List.of(least - 1, most + 1, -1, "1.5", "1e1", "x", "", "0x1", "+1")) {
        queries.add(name + "=" + value);
      }
    }
    return queries;
  }

  private void nothingIsAccepted(Runnable calls) {
    provision();
    List<String> before = state();
    calls.run();
    assertThat(state()).isEqualTo(before);
    assertThat(mailbox().messagesTo(account.email())).hasSize(1);
    me(session).then().statusCode(200);
    me(token).then().statusCode(200);
    validate(reset).then().statusCode(200);
  }

  /// One account for all: nothing may happen to it.
  private void provision() {
    if (account.id().isEmpty()) {
      account = account();
      session = signedIn(account);
      token = integration(account, "erp");
      reset = resetToken(account);
    }
  }

  private static void refused(Exchange answer, String what) {
    String shown = what.length() > 200 ? what.substring(0, 200) : what;
    assertThat(answer.status()).as("%s: %s", shown, answer).isBetween(400, 499);
    if (!answer.method().equals("HEAD")) {
      assertThat(answer.mediaType()).as("%s", shown).isEqualTo("application/problem+json");
      assertThat(answer.text())
          .as("%s", shown)
          .contains("\"type\":\"/problems/")
          .doesNotContain("Exception", "dev.rekey", "java.", "SQL", "jackson", "vertx");
    }
  }

  private RawHttpClient call(OpenApiDocument.Operation operation) {
    return RawHttpClient.call(operation.method(), path(operation))
        .header("Authorization", bearer(operation));
  }

  private String bearer(OpenApiDocument.Operation operation) {
    String security = operation.node().path("security").toString();
    if (operation.id().equals("revokeToken")) {
      return "Bearer " + token;
    }
    if (security.contains("oidc")) {
      return "Bearer " + identityProvider().token("anna", ALL_RIGHTS);
    }
    return "Bearer " + session;
  }

  private String path(OpenApiDocument.Operation operation) {
    return operation
        .path()
        .replace("{id}", account.id())
        .replace("{tokenId}", "0b9f6c1e-5a52-4d7e-9d0e-3f1f7f3b1a01")
        .replace("{name}", "forbidden");
  }

  /// A body that would be accepted.
  private String right(OpenApiDocument.Operation operation, String mediaType) {
    JsonNode described = operation.node().path("requestBody").path("content").path(mediaType);
    return mediaType.equals(FORM) ? "token=" + token : base(operation, described).toString();
  }

  /// The first example of the contract, for this account.
  private ObjectNode base(OpenApiDocument.Operation operation, JsonNode described) {
    JsonNode example = described.path("examples").elements().next().path("value");
    assertThat(example.isObject()).as("%s", operation).isTrue();
    ObjectNode base = example.deepCopy();
    if (base.has("email")) {
      base.put("email", account.email());
    }
    if (base.has("token")) {
      base.put("token", reset);
    }
    if (base.has("currentPassword")) {
      base.put("currentPassword", PASSWORD);
    }
    return base;
  }

  private static List<String> pointers(Exchange answer) {
    try {
      List<String> pointers = new ArrayList<>();
      MAPPER
          .readTree(answer.text())
          .path("errors")
          .forEach(error -> pointers.add(error.path("pointer").asText()));
      return pointers;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> mediaTypes(OpenApiDocument.Operation operation) {
    return OpenApiDocument.names(operation.node().path("requestBody").path("content"));
  }

  private static OpenApiDocument.Operation operation(String name) {
    OpenApiDocument.Operation operation = CONTRACT.byName().get(name);
    if (operation == null) {
      throw new AssertionError("No operation " + name);
    }
    return operation;
  }

  private static List<String> state() {
    List<String> state = new ArrayList<>();
    try (Connection connection = LocalStackResource.database().connect();
        Statement statement = connection.createStatement()) {
      for (String query : STATE) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT count(*) || ' ' || md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), ''))"
                    + " FROM ("
                    + query
                    + ") AS r")) {
          row.next();
          state.add(query + ": " + row.getString(1));
        }
      }
      return state;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
