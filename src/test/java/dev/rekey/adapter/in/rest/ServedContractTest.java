package dev.rekey.adapter.in.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The contract can be read by others, and the service gives out the one that is held here.
@QuarkusTest
@TestProfile(AllFeatures.class)
class ServedContractTest extends ApiTest {
  @TestHTTPResource(value = "/", management = true)
  URL management;

  @Test
  void aParserReadsTheContractWithoutAWordOfComplaint() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read =
        new OpenAPIV3Parser().readLocation(OpenApiDocument.FILE.toUri().toString(), null, options);

    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getPaths())
        .hasSize(OpenApiDocument.get().root().path("paths").size());
  }

  @Test
  void everyExampleOfTheContractIsWhatItsSchemaSays() {
    List<String> faults = new ArrayList<>();
    for (OpenApiDocument.Operation operation : OpenApiDocument.get().operations()) {
      examples(operation.node().path("requestBody"), operation + " request", faults);
      for (String status : operation.statuses()) {
        examples(
            OpenApiDocument.get().resolve(operation.node().path("responses").path(status)),
            operation + " " + status,
            faults);
      }
    }

    assertThat(faults).isEmpty();
  }

  @Test
  void theServiceGivesOutTheContractThatIsHeldHere() throws JsonProcessingException {
    JsonNode served =
        new ObjectMapper().readTree(given().get(management + "openapi?format=json").asString());
    List<String> differences = new ArrayList<>();
    compare("", OpenApiDocument.get().root(), served, differences);

    assertThat(differences).isEmpty();
  }

  private static void examples(JsonNode described, String where, List<String> faults) {
    JsonNode content = described.path("content");
    for (String mediaType : OpenApiDocument.names(content)) {
      JsonNode examples = content.path(mediaType).path("examples");
      if (examples.isEmpty()) {
        faults.add(where + " has no example of " + mediaType);
      }
      for (String name : OpenApiDocument.names(examples)) {
        JsonNode value = OpenApiDocument.get().resolve(examples.path(name)).path("value");
        OpenApiDocument.get()
            .faults(content.path(mediaType), value.toString())
            .forEach(fault -> faults.add(where + " " + name + ": " + fault));
      }
    }
  }

  private static void compare(String at, JsonNode held, JsonNode served, List<String> differences) {
    if (held.isObject() && served.isObject()) {
      TreeSet<String> names = new TreeSet<>(OpenApiDocument.names(held));
      names.addAll(OpenApiDocument.names(served));
      for (String name : names) {
        compare(at + "/" + name, held.path(name), served.path(name), differences);
      }
    } else if (held.isArray() && served.isArray() && held.size() == served.size()) {
      for (int i = 0; i < held.size(); i++) {
        compare(at + "/" + i, held.path(i), served.path(i), differences);
      }
    } else if (!same(held, served)) {
      differences.add(at + ": " + held + " is served as " + served);
    }
  }

  private static boolean same(JsonNode held, JsonNode served) {
    return held.isNumber() && served.isNumber()
        ? held.decimalValue().compareTo(served.decimalValue()) == 0
        : held.equals(served);
  }
}
