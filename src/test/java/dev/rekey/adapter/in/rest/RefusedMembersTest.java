package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekey.local.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// For every member of every JSON body that the contract has: it is missed where it is required,
/// and refused where it has another type, is there twice, or is not known. Made from the contract,
/// so that no new member is forgotten.
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class RefusedMembersTest extends ApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Contract CONTRACT = Contract.get();

  /// A value of each type.
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "string", List.of("\"text\""),
          "integer", List.of("7"),
          "number", List.of("1.5"),
          "boolean", List.of("true", "false"),
          "null", List.of("null"),
          "object", List.of("{}", "{\"email\":\"a@example.com\"}"),
          "array", List.of("[]", "[\"anna@example.com\",\"eve@example.com\"]"));

  private interface Sender {
    Response send(String body);
  }

  @Test
  void aMemberThatIsMissingIsPointedOut() {
    forEveryBody((operation, schema, base, sender) -> {
      for (JsonNode required : schema.path("required")) {
        ObjectNode body = base.deepCopy();
        body.remove(required.asText());
        refused(operation, sender.send(body.toString()), "#/" + required.asText());
      }
    });
  }

  @Test
  void aMemberOfAnotherTypeIsPointedOut() {
    forEveryBody((operation, schema, base, sender) -> {
      for (String name : Contract.names(schema.path("properties"))) {
        Set<String> allowed = types(schema.path("properties").path(name));
        assertThat(allowed).as("types of %s", name).isNotEmpty();
        VALUES.forEach((type, values) -> {
          if (!allowed.contains(type)) {
            for (String value : values) {
              ObjectNode body = base.deepCopy();
              body.set(name, parse(value));
              refused(operation, sender.send(body.toString()), "#/" + name);
            }
          }
        });
      }
    });
  }

  @Test
  void aMemberThatIsThereTwiceIsPointedOut() {
    forEveryBody((operation, schema, base, sender) -> {
      for (String name : Contract.names(schema.path("properties"))) {
        String value = base.has(name) ? base.path(name).toString() : "\"text\"";
        String rest = base.toString().substring(1);
        String body =
            base.has(name)
                ? "{\"" + name + "\":" + value + "," + rest
                : "{\"%1$s\":%2$s,\"%1$s\":%2$s%3$s"
                    .formatted(name, value, base.isEmpty() ? rest : "," + rest);
        refused(operation, sender.send(body), "#/" + name);
      }
    });
  }

  @Test
  void aMemberThatNobodyKnowsIsPointedOut() {
    forEveryBody((operation, schema, base, sender) -> {
      for (String value : List.of("1", "null", "{}", "\"x\"")) {
        ObjectNode body = base.deepCopy();
        body.set("unheardOf", parse(value));
        refused(operation, sender.send(body.toString()), "#/unheardOf");
      }
    });
  }

  private interface Check {
    void run(Contract.Operation operation, JsonNode schema, ObjectNode base, Sender sender);
  }

  private static void forEveryBody(Check check) {
    Account account = account();
    String session = signedIn(account);
    int bodies = 0;
    for (Contract.Operation operation : CONTRACT.operations()) {
      JsonNode content = operation.node().path("requestBody").path("content");
      for (String mediaType : Contract.names(content)) {
        if (mediaType.endsWith("json")) {
          JsonNode schema = CONTRACT.resolve(content.path(mediaType).path("schema"));
          boolean signIn = operation.node().path("security").toString().contains("signIn");
          Sender sender =
              body -> {
                RequestSpecification caller = signIn ? bearer(session) : storeAdmin();
                return caller
                    .contentType(mediaType)
                    .body(body)
                    .request(operation.method(), operation.path().replace("{id}", account.id()));
              };
          check.run(operation, schema, example(content.path(mediaType), schema), sender);
          bodies++;
        }
      }
    }
    assertThat(bodies).isGreaterThanOrEqualTo(9);
  }

  /// The first example of the contract, with all that is required.
  private static ObjectNode example(JsonNode mediaType, JsonNode schema) {
    JsonNode example = mediaType.path("examples").elements().next().path("value");
    assertThat(example.isObject()).isTrue();
    schema.path("required").forEach(name -> assertThat(example.has(name.asText())).isTrue());
    return example.deepCopy();
  }

  private static void refused(Contract.Operation operation, Response answer, String pointer) {
    assertThat(answer.statusCode())
        .as("%s with a bad %s: %s", operation, pointer, answer.asString())
        .isEqualTo(400);
    assertThat(answer.<List<String>>path("errors.pointer")).as("%s", operation).contains(pointer);
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    if (schema.has("$ref")) {
      types.addAll(types(CONTRACT.root().at(schema.path("$ref").asText().substring(1))));
    }
    schema.path("allOf").forEach(one -> types.addAll(types(one)));
    return types;
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
