package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// Holds every exchange of the API tests against `openapi.yaml`: the status and the media type are
/// documented, the body is what the schema says, the headers are there, and what was accepted was a
/// request that the contract allows.
final class OpenApiConformance implements Filter {
  private static final OpenApiDocument CONTRACT = OpenApiDocument.get();

  /// What HTTP itself and every answer has.
  private static final Set<String> ALWAYS_ALLOWED =
      caseless(
          "Content-Type",
          "Content-Length",
          "Transfer-Encoding",
          "Connection",
          "X-Content-Type-Options",
          "Referrer-Policy",
          "Content-Security-Policy",
          "Cross-Origin-Opener-Policy",
          "Cross-Origin-Resource-Policy",
          "Cache-Control",
          "Vary");

  /// What every answer tells a browser, errors too.
  private static final Map<String, String> BROWSERS_DEFENCES =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Content-Security-Policy",
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  /// Operation and status of each exchange that passed.
  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  static Set<String> seen() {
    return new TreeSet<>(SEEN);
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification specification,
      FilterContext context) {
    Response response = context.next(request, specification);
    URI uri = URI.create(request.getURI());
    Object body = request.getBody();
    check(
        new Exchange(
            request.getMethod(),
            uri.getRawQuery() == null
                ? uri.getRawPath()
                : uri.getRawPath() + "?" + uri.getRawQuery(),
            grouped(request.getHeaders().asList()),
            body instanceof byte[] octets
                ? octets
                : (body == null ? "" : body.toString()).getBytes(UTF_8),
            response.statusCode(),
            grouped(response.headers().asList()),
            response.asByteArray()));
    return response;
  }

  static void check(Exchange exchange) {
    assertThat(exchange.status()).as("%s", exchange).isLessThan(500);
    checkCommon(exchange);
    List<OpenApiDocument.Operation> operations = CONTRACT.at(exchange.path());
    boolean outside =
        operations.isEmpty()
            || exchange.method().equals("OPTIONS")
            // the contract says this once, for all operations
            || (exchange.status() == 400
                && exchange.path().toLowerCase(Locale.ROOT).matches(".*(?:;|%2[ef]).*"));
    if (outside) {
      return;
    }
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    List<OpenApiDocument.Operation> meant =
        operations.stream().filter(one -> one.method().equals(method)).toList();
    if (meant.isEmpty()) {
      // refused for every operation of the path
      assertThat(exchange.status()).as("%s", exchange).isIn(405, 413);
      operations.forEach(one -> checkAnswer(one, exchange));
    } else {
      checkAnswer(meant.getFirst(), exchange);
      if (exchange.status() < 300) {
        checkRequest(meant.getFirst(), exchange);
      }
    }
  }

  private static void checkCommon(Exchange exchange) {
    if (exchange.status() >= 400) {
      // otherwise a client that reads no answers fills the memory with small requests
      int sent = exchange.target().length() + exchange.requestBody().length;
      assertThat(exchange.body().length).as("%s", exchange).isLessThanOrEqualTo(4096 + 2 * sent);
    }
    assertThat(exchange.headers().keySet())
        .as("%s", exchange)
        .doesNotContain("Set-Cookie", "Server", "X-Powered-By");
    BROWSERS_DEFENCES.forEach((name, value) ->
        assertThat(exchange.headers().get(name))
            .as("%s of %s", name, exchange)
            .containsExactly(value));
    assertThat(exchange.headers().keySet())
        .as("%s", exchange)
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    if (exchange.status() >= 400) {
      assertThat(exchange.mediaType()).as("%s", exchange).isEqualTo("application/problem+json");
      assertThat(exchange.header("Content-Language")).as("%s", exchange).isPresent();
      assertThat(exchange.headers().get("Cache-Control"))
          .as("%s", exchange)
          .containsExactly("no-store");
    }
  }

  private static void checkAnswer(OpenApiDocument.Operation operation, Exchange exchange) {
    JsonNode response =
        CONTRACT
            .response(operation, exchange.status())
            .orElseThrow(
                () -> new AssertionError("Not documented for " + operation + ": " + exchange));
    checkHeaders(operation, response, exchange);
    JsonNode content = response.path("content");
    if (!exchange.method().equals("HEAD")) {
      if (content.isMissingNode()) {
        assertThat(exchange.body()).as("%s", exchange).isEmpty();
      } else {
        assertThat(OpenApiDocument.names(content))
            .as("%s", exchange)
            .contains(exchange.mediaType());
        if (exchange.mediaType().endsWith("json")) {
          assertThat(CONTRACT.faults(content.path(exchange.mediaType()), exchange.text()))
              .as("%s %s", operation, exchange)
              .isEmpty();
        }
      }
    }
    SEEN.add(operation.id() + " " + exchange.status());
  }

  private static void checkHeaders(
      OpenApiDocument.Operation operation, JsonNode response, Exchange exchange) {
    Map<String, JsonNode> documented = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : OpenApiDocument.names(response.path("headers"))) {
      documented.put(name, CONTRACT.resolve(response.path("headers").path(name)));
    }
    documented.forEach((name, header) -> {
      if (header.path("required").asBoolean()) {
        assertThat(exchange.header(name)).as("%s of %s", name, exchange).isPresent();
      }
      exchange
          .header(name)
          .ifPresent(value ->
              assertThat(CONTRACT.faults(header, json(header, value)))
                  .as("%s of %s", name, exchange)
                  .isEmpty());
    });
    assertThat(exchange.headers().keySet())
        .as("headers that are not documented for %s: %s", operation, exchange)
        .allMatch(name -> documented.containsKey(name) || ALWAYS_ALLOWED.contains(name));
  }

  private static void checkRequest(OpenApiDocument.Operation operation, Exchange exchange) {
    for (String pair : exchange.query()) {
      String name = decode(pair.replaceFirst("=.*", ""));
      JsonNode parameter =
          CONTRACT.parameters(operation).stream()
              .filter(one -> one.path("in").asText().equals("query"))
              .filter(one -> one.path("name").asText().equals(name))
              .findFirst()
              .orElseThrow(() -> new AssertionError("No parameter " + name + ": " + exchange));
      String value = decode(pair.substring(pair.indexOf('=') + 1));
      assertThat(CONTRACT.faults(parameter, json(parameter, value)))
          .as("%s of %s", name, exchange)
          .isEmpty();
    }
    JsonNode body = operation.node().path("requestBody");
    if (exchange.requestBody().length == 0) {
      assertThat(body.path("required").asBoolean()).as("%s", exchange).isFalse();
      return;
    }
    JsonNode mediaType = body.path("content").path(exchange.requestMediaType());
    assertThat(mediaType.isMissingNode()).as("%s", exchange).isFalse();
    String text = new String(exchange.requestBody(), UTF_8);
    assertThat(
            CONTRACT.faults(
                mediaType, exchange.requestMediaType().endsWith("json") ? text : form(text)))
        .as("%s was accepted with %s", operation, exchange)
        .isEmpty();
  }

  private static String form(String text) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String pair : text.split("&", -1)) {
      object.put(
          decode(pair.replaceFirst("=.*", "")), decode(pair.substring(pair.indexOf('=') + 1)));
    }
    return object.toString();
  }

  /// The text of a header or a parameter as its schema sees it.
  private static String json(JsonNode described, String value) {
    JsonNode type = CONTRACT.resolve(described.path("schema")).path("type");
    return type.asText().equals("integer") && value.matches("-?[0-9]+")
        ? value
        : JsonNodeFactory.instance.textNode(value).toString();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static Map<String, List<String>> grouped(List<Header> headers) {
    return headers.stream()
        .collect(
            Collectors.groupingBy(
                Header::getName,
                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                Collectors.mapping(Header::getValue, Collectors.toList())));
  }

  private static Set<String> caseless(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
