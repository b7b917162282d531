package dev.rekey.adapter.in.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// `openapi.yaml` as a test asks it: which operation a call is, and what may be answered.
public final class OpenApiDocument {
  static final Path FILE = Path.of("openapi.yaml").toAbsolutePath();

  private static final String ADDRESS = "https://rekey.example/openapi.json";
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private static final OpenApiDocument READ = read();

  private final JsonNode root;
  private final List<Operation> operations;
  private final SchemaRegistry schemas;
  private final Map<String, Schema> byPointer = new ConcurrentHashMap<>();

  /// One method of one path.
  record Operation(String method, String path, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
    }

    List<String> statuses() {
      return names(node.path("responses"));
    }

    boolean matches(String actual) {
      return Pattern.matches(
          Pattern.compile("\\{[^}]+}").matcher(path).replaceAll("[^/]+"), actual);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private OpenApiDocument(JsonNode root) {
    this.root = root;
    this.operations = operations(root);
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ADDRESS, definitions(root)))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  public static OpenApiDocument get() {
    return READ;
  }

  JsonNode root() {
    return root;
  }

  List<Operation> operations() {
    return operations;
  }

  /// The operations of the path that `path` is: those that name it exactly win over templates.
  List<Operation> at(String path) {
    List<Operation> exact = operations.stream().filter(one -> one.path.equals(path)).toList();
    return exact.isEmpty() ? operations.stream().filter(one -> one.matches(path)).toList() : exact;
  }

  Operation operation(String id) {
    return operations.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  /// The node itself, or what it refers to.
  JsonNode resolve(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() || node.has("type")
        ? node
        : resolve(root.at(reference.asText().substring(1)));
  }

  /// The parameters of an operation, those of its path included.
  List<JsonNode> parameters(Operation operation) {
    List<JsonNode> parameters = new ArrayList<>();
    root.path("paths").path(operation.path).path("parameters").forEach(parameters::add);
    operation.node.path("parameters").forEach(parameters::add);
    return parameters.stream().map(this::resolve).toList();
  }

  Optional<JsonNode> response(Operation operation, int status) {
    JsonNode response = operation.node.path("responses").path(Integer.toString(status));
    return response.isMissingNode() ? Optional.empty() : Optional.of(resolve(response));
  }

  /// What is wrong with `json`, by the schema of a media type.
  List<Error> faults(JsonNode mediaType, String json) {
    String text = mediaType.path("schema").toString();
    Schema schema =
        byPointer.computeIfAbsent(
            text,
            node ->
                schemas.getSchema(
                    SchemaLocation.of(ADDRESS + "/schema-" + Math.abs((long) node.hashCode())),
                    withReferences(node),
                    InputFormat.JSON));
    return schema.validate(json, InputFormat.JSON);
  }

  /// The schemas as JSON Schema would have them, without what only OpenAPI knows around them.
  private static String definitions(JsonNode root) {
    return "{\"$defs\":" + withReferences(root.at("/components/schemas").toString()) + "}";
  }

  private static String withReferences(String schema) {
    return schema.replace("\"$ref\":\"#/components/schemas/", "\"$ref\":\"" + ADDRESS + "#/$defs/");
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// All operations by the method and path that name them.
  public Map<String, Operation> byName() {
    Map<String, Operation> byName = new TreeMap<>();
    operations.forEach(one -> byName.put(one.toString(), one));
    return byName;
  }

  private static List<Operation> operations(JsonNode root) {
    List<Operation> operations = new ArrayList<>();
    for (String path : names(root.path("paths"))) {
      JsonNode item = root.path("paths").path(path);
      METHODS.stream()
          .filter(item::has)
          .forEach(method ->
              operations.add(
                  new Operation(method.toUpperCase(Locale.ROOT), path, item.path(method))));
    }
    return List.copyOf(operations);
  }

  private static OpenApiDocument read() {
    try {
      // by way of a text, so that no node is of YAML's own kind
      ObjectMapper json = new ObjectMapper();
      JsonNode yaml = new YAMLMapper().readTree(FILE.toFile());
      return new OpenApiDocument(json.readTree(json.writeValueAsString(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
