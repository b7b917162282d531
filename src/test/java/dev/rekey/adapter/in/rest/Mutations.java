package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Bodies that are wrong in one way each, made from a right one and the schema that it meets.
final class Mutations {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final OpenApiDocument CONTRACT = OpenApiDocument.get();

  /// A value of each type.
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "string", List.of("\"text\""),
          "integer", List.of("7", "-1", "0"),
          "number", List.of("1.5", "1e400"),
          "boolean", List.of("true", "false"),
          "null", List.of("null"),
          "object", List.of("{}", "{\"email\":\"a@example.com\"}"),
          "array", List.of("[]", "[\"anna@example.com\",\"eve@example.com\"]"));

  /// In which way a body is wrong.
  enum Kind {
    A_MEMBER_MISSING,
    A_MEMBER_OF_ANOTHER_TYPE,
    A_MEMBER_TOO_LONG,
    A_MEMBER_OUT_OF_BOUNDS,
    A_MEMBER_TWICE,
    A_MEMBER_UNKNOWN,
    NO_OBJECT,
    NO_UTF8,
    NESTED_DEEPLY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// @param pointer the member that the answer has to point at; null where it may be any refusal
  record Mutation(String what, byte[] body, @Nullable String pointer) {
    @Override
    public String toString() {
      return what;
    }
  }

  private final JsonNode schema;
  private final ObjectNode base;
  private final boolean mayBeEmpty;
  private final List<Mutation> all = new ArrayList<>();

  private Mutations(JsonNode schema, ObjectNode base, boolean mayBeEmpty) {
    this.schema = schema;
    this.base = base;
    this.mayBeEmpty = mayBeEmpty;
  }

  static List<Mutation> of(Kind kind, JsonNode schema, ObjectNode base, boolean mayBeEmpty) {
    Mutations mutations = new Mutations(schema, base, mayBeEmpty);
    switch (kind) {
      case A_MEMBER_MISSING -> mutations.missing();
      case A_MEMBER_OF_ANOTHER_TYPE -> mutations.anotherType();
      case A_MEMBER_TOO_LONG -> mutations.tooLong();
      case A_MEMBER_OUT_OF_BOUNDS -> mutations.outOfBounds();
      case A_MEMBER_TWICE -> mutations.twice();
      case A_MEMBER_UNKNOWN -> mutations.unknown();
      case NO_OBJECT -> mutations.noObject();
      case NO_UTF8 -> mutations.noUtf8();
      case NESTED_DEEPLY -> mutations.nested();
    }
    return mutations.all;
  }

  private List<String> members() {
    return OpenApiDocument.names(schema.path("properties"));
  }

  private void missing() {
    for (JsonNode required : schema.path("required")) {
      ObjectNode body = base.deepCopy();
      body.remove(required.asText());
      add("without " + required.asText(), text(body), required.asText());
    }
  }

  private void anotherType() {
    for (String name : members()) {
      Set<String> allowed = types(schema.path("properties").path(name));
      VALUES.forEach((type, values) -> {
        // JSON has one kind of number
        boolean number = type.equals("number") && allowed.contains("number");
        if (!allowed.contains(type) && !number) {
          values.forEach(value -> set(name, value, name));
        }
      });
    }
  }

  private void tooLong() {
    for (String name : members()) {
      if (types(schema.path("properties").path(name)).contains("string")) {
        int most = bound(schema.path("properties").path(name), "maxLength");
        if (most < Integer.MAX_VALUE) {
          String end = name.equals("email") ? "@example.com" : "";
          set(name, quoted("a".repeat(most + 1 - end.length()) + end), null);
        }
        set(name, quoted("a".repeat(10_000)), null);
        set(name, quoted("é\uD83D\uDE00".repeat(1_500)), null);
      }
    }
  }

  private void outOfBounds() {
    for (String name : members()) {
      JsonNode property = schema.path("properties").path(name);
      Set<String> types = types(property);
      if (types.contains("string")) {
        for (String value : List.of("\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\n\"")) {
          set(name, value, null);
        }
      }
      if (types.contains("integer")) {
        int most = bound(property, "maximum");
        int least = bound(property, "minimum");
        set(name, BigInteger.valueOf(most).add(BigInteger.ONE).toString(), name);
        set(name, BigInteger.valueOf(least).subtract(BigInteger.ONE).toString(), name);
        set(name, "9".repeat(30), name);
        set(name, "-" + "9".repeat(19), name);
        set(name, "1e3", name);
        set(name, "1.0", name);
      }
    }
  }

  private void twice() {
    for (String name : members()) {
      String value = base.has(name) ? base.path(name).toString() : "\"text\"";
      ObjectNode without = base.deepCopy();
      without.remove(name);
      String rest = text(without).substring(1);
      String more = without.isEmpty() ? "" : ",";
      for (String again : List.of(quoted(name), escaped(name))) {
        add(
            again + " beside " + name,
            "{" + quoted(name) + ":" + value + "," + again + ":" + value + more + rest,
            name);
        add(
            name + " beside " + again + " that is null",
            "{" + again + ":null," + quoted(name) + ":" + value + more + rest,
            name);
      }
    }
  }

  private void unknown() {
    List<String> names = new ArrayList<>();
    for (String name : members()) {
      names.add(name.toUpperCase(Locale.ROOT));
      names.add(name + " ");
      names.add(name + "[]");
      names.add(name + "\u200B");
    }
    names.addAll(List.of("unheardOf", "", "__proto__", "constructor", "id", "a".repeat(5_000)));
    for (String name : names) {
      for (String value : List.of("1", "null", "{}", "\"x\"")) {
        ObjectNode body = base.deepCopy();
        body.set(name, raw(value));
        add(name + " with " + value, text(body), name.equals("unheardOf") ? name : null);
      }
    }
  }

  private void noObject() {
    String right = text(base);
    for (String body :
        List.of(
            "[]",
            "[" + right + "]",
            "null",
            "true",
            "1",
            quoted(right),
            right + right,
            right + "x",
            right.substring(0, right.length() - 1),
            right.substring(1),
            right + "\0",
            "//\n" + right,
            "<a/>",
            "a=b")) {
      add(body, body, null);
    }
    if (!mayBeEmpty) {
      add("nothing", "", null);
      add("a space", " ", null);
    }
  }

  private void noUtf8() {
    for (String octets : List.of("\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00c3")) {
      String right = text(base);
      int quote = right.indexOf(":\"") + 2;
      int at = quote == 1 ? 1 : quote;
      String piece = quote == 1 ? quoted(octets) + ":1" + (base.isEmpty() ? "" : ",") : octets;
      byte[] head = right.substring(0, at).getBytes(UTF_8);
      byte[] tail = right.substring(at).getBytes(UTF_8);
      byte[] middle = piece.getBytes(ISO_8859_1);
      byte[] body = new byte[head.length + middle.length + tail.length];
      System.arraycopy(head, 0, body, 0, head.length);
      System.arraycopy(middle, 0, body, head.length, middle.length);
      System.arraycopy(tail, 0, body, head.length + middle.length, tail.length);
      all.add(new Mutation("octets that are no UTF-8", body, null));
    }
    all.add(
        new Mutation(
            "UTF-16", text(base).getBytes(java.nio.charset.StandardCharsets.UTF_16), null));
  }

  private void nested() {
    List<String> names = new ArrayList<>(members());
    names.add("unheardOf");
    for (String name : names) {
      set(name, "[".repeat(2_000) + "]".repeat(2_000), null);
      set(name, "{\"a\":".repeat(1_500) + "1" + "}".repeat(1_500), null);
      set(name, "[{\"a\":".repeat(12) + "1" + "}]".repeat(12), null);
    }
    add("a list without end", "{\"unheardOf\":" + "[".repeat(8_000), null);
  }

  private void set(String name, String value, @Nullable String pointer) {
    ObjectNode body = base.deepCopy();
    body.set(name, raw(value));
    add(name + " = " + value, text(body), pointer);
  }

  private void add(String what, String body, @Nullable String member) {
    String shown = what.length() > 80 ? what.substring(0, 80) + "…" : what;
    all.add(new Mutation(shown, body.getBytes(UTF_8), member == null ? null : "#/" + member));
  }

  private static JsonNode raw(String json) {
    return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
  }

  private static String text(ObjectNode body) {
    try {
      return MAPPER.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  /// Another spelling of the same name.
  private static String escaped(String name) {
    return "\"\\u%04x%s\"".formatted((int) name.charAt(0), name.substring(1));
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

  /// A bound of the schema or of what it refers to, the greatest or least of all where it has none.
  private static int bound(JsonNode schema, String keyword) {
    if (schema.has(keyword)) {
      return schema.path(keyword).asInt();
    }
    if (schema.has("$ref")) {
      return bound(CONTRACT.root().at(schema.path("$ref").asText().substring(1)), keyword);
    }
    return keyword.equals("minimum") ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }
}
