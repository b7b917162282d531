package dev.rekey.adapter.in.rest.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.rekey.adapter.in.http.StrictUtf8;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A JSON object of an untrusted caller. Types are never coerced: a number is not a string, and a
/// list of addresses is not an address. The first duplicate member ends the parsing.
///
/// Accessors read members one by one and collect errors. [#throwIfInvalid] then throws all of them
/// together, so that a frontend can show them at once.
public final class JsonRequest {
  private static final int DEEPEST = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(32).build())
          .build();

  /// Placeholders for values that are present but that no member accepts.
  private enum Nothing {
    NULL,
    NUMBER
  }

  private final Map<String, Object> members = new LinkedHashMap<>();
  private final List<InvalidRequestException.Fault> faults = new ArrayList<>();

  private JsonRequest() {}

  /// Parses an object.
  public static JsonRequest read(byte @Nullable [] body) {
    JsonRequest result = new JsonRequest();
    if (body == null || body.length == 0) {
      throw new InvalidRequestException("#", "invalid.json");
    }
    try (JsonParser parser = FACTORY.createParser(utf8(body))) {
      JsonToken first = parser.nextToken();
      Object value = result.value(parser, first, "#");
      if (parser.nextToken() != null) {
        throw new InvalidRequestException("#", "invalid.json");
      }
      if (!(value instanceof Map<?, ?> object)) {
        throw new InvalidRequestException("#", "invalid.type-object");
      }
      object.forEach((name, member) -> result.members.put((String) name, member));
      return result;
    } catch (IOException notJson) {
      throw new InvalidRequestException("#", "invalid.json");
    }
  }

  /// The names of the members that are not read yet.
  public Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  /// A required string.
  public String text(String name) {
    Object value = members.remove(name);
    if (value == null) {
      addError(name, "invalid.member-missing");
      return "";
    }
    return string(name, value);
  }

  /// A required string that `parse` accepts.
  public <T> @Nullable T parsed(String name, Function<String, Optional<T>> parse, String key) {
    boolean sent = members.get(name) instanceof String;
    String text = text(name);
    return sent ? parse(name, text, parse, key) : null;
  }

  /// An optional string.
  public @Nullable String optionalText(String name) {
    Object value = members.remove(name);
    return value == null ? null : string(name, value);
  }

  /// An optional string that `parse` accepts.
  public <T> @Nullable T optional(
      String name, Function<String, Optional<T>> parse, String key, Object... arguments) {
    Object value = members.remove(name);
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return parse(name, text, parse, key, arguments);
    }
    addError(name, "invalid.type-string");
    return null;
  }

  /// An optional whole number within bounds.
  public int optionalInteger(String name, int otherwise, int least, int greatest) {
    Object value = members.remove(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof Long number)) {
      addError(name, "invalid.type-integer");
      return otherwise;
    }
    if (number < least || number > greatest) {
      addError(name, "invalid.range", least, greatest);
      return otherwise;
    }
    return number.intValue();
  }

  /// The value of a member of any type: a [String], [Long], [Boolean], [Map] or [List]; empty for
  /// `null`.
  public Optional<Object> any(String name) {
    Object value = members.remove(name);
    return value == null || value == Nothing.NULL ? Optional.empty() : Optional.of(value);
  }

  /// Adds an error for a member.
  public void addError(String name, String key, Object... arguments) {
    faults.add(new InvalidRequestException.Fault(pointer("#", name), key, List.of(arguments)));
  }

  /// Adds an error for one item of a list.
  public void addItemError(String name, int item, String key, Object... arguments) {
    faults.add(
        new InvalidRequestException.Fault(
            pointer("#", name) + "/" + item, key, List.of(arguments)));
  }

  /// Adds an error for the body as a whole.
  public void addBodyError(String key) {
    faults.add(new InvalidRequestException.Fault("#", key, List.of()));
  }

  /// Throws all errors, including one for each unknown member.
  public void throwIfInvalid() {
    members.keySet().forEach(name -> addError(name, "invalid.member-unknown"));
    members.clear();
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private String string(String name, Object value) {
    if (value instanceof String text) {
      return text;
    }
    addError(name, "invalid.type-string");
    return "";
  }

  private <T> @Nullable T parse(
      String name,
      String text,
      Function<String, Optional<T>> parse,
      String key,
      Object... arguments) {
    Optional<T> parsed = parse.apply(text);
    if (parsed.isEmpty()) {
      addError(name, key, arguments);
    }
    return parsed.orElse(null);
  }

  private Object value(JsonParser parser, @Nullable JsonToken token, String pointer)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_STRING -> requireWellFormed(parser.getText(), pointer);
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? Nothing.NUMBER
              : (Object) parser.getLongValue();
      // no member accepts a fraction, and evaluating a large exponent is a denial-of-service risk
      case VALUE_NUMBER_FLOAT -> Nothing.NUMBER;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Nothing.NULL;
      case null, default -> throw new InvalidRequestException("#", "invalid.json");
    };
  }

  private Map<String, Object> object(JsonParser parser, String pointer) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String member = pointer(pointer, name);
      Object value = value(parser, parser.nextToken(), member);
      if (object.put(name, value) != null) {
        throw new InvalidRequestException(member, "invalid.member-duplicate");
      }
    }
    return object;
  }

  private List<Object> array(JsonParser parser, String pointer) throws IOException {
    List<Object> array = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(parser, token, pointer + "/" + array.size()));
    }
    return array;
  }

  // PostgreSQL cannot store NUL. Unpaired surrogates are not text: different ones would be encoded
  // as the same octets.
  private static String requireWellFormed(String text, String pointer) {
    if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidRequestException(pointer, "invalid.type-string");
    }
    return text;
  }

  private static String pointer(String parent, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    // a member name is untrusted text; a name that is no plain pointer is not echoed
    boolean plain = escaped.length() <= 64 && escaped.matches("[A-Za-z0-9_~.-]*");
    return plain ? parent + "/" + escaped : parent;
  }

  private static String utf8(byte[] body) {
    return StrictUtf8.text(body)
        .orElseThrow(() -> new InvalidRequestException("#", "invalid.json"));
  }
}
