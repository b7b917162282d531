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

/// A JSON object from a caller who may send anything. Nothing is coerced: a number is no string, a
/// list of addresses is no address, and a member that is there twice has no meaning.
///
/// Members are asked for one by one; [#throwIfInvalid] then throws all that is wrong at once, so
/// that a frontend can show it all at once.
public final class JsonRequest {
  private static final int DEEPEST = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(32).build())
          .build();

  /// What is read for values that no member takes, but which are not missing.
  private enum Nothing {
    NULL,
    NUMBER
  }

  private final Map<String, Object> members = new LinkedHashMap<>();
  private final List<InvalidRequestException.Fault> faults = new ArrayList<>();

  private JsonRequest() {}

  /// Reads an object.
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

  /// The names that were sent.
  public Set<String> names() {
    return Set.copyOf(members.keySet());
  }

  /// A string that has to be there.
  public String text(String name) {
    Object value = members.remove(name);
    if (value == null) {
      addError(name, "invalid.member-missing");
      return "";
    }
    return string(name, value);
  }

  /// A string that has to be there and has to be what `parse` takes.
  public <T> @Nullable T parsed(String name, Function<String, Optional<T>> parse, String key) {
    boolean sent = members.get(name) instanceof String;
    String text = text(name);
    return sent ? parse(name, text, parse, key) : null;
  }

  /// A string that may be there.
  public @Nullable String optionalText(String name) {
    Object value = members.remove(name);
    return value == null ? null : string(name, value);
  }

  /// A string that may be there and then has to be what `parse` takes.
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

  /// A whole number that may be there, within bounds.
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

  /// Whatever is there: a [String], [Long], [Boolean], [Map] or [List], or empty for `null`.
  public Optional<Object> any(String name) {
    Object value = members.remove(name);
    return value == null || value == Nothing.NULL ? Optional.empty() : Optional.of(value);
  }

  /// Notes that something is wrong with a member.
  public void addError(String name, String key, Object... arguments) {
    faults.add(new InvalidRequestException.Fault(pointer("#", name), key, List.of(arguments)));
  }

  /// Notes that something is wrong with one item of a list.
  public void addItemError(String name, int item, String key, Object... arguments) {
    faults.add(
        new InvalidRequestException.Fault(
            pointer("#", name) + "/" + item, key, List.of(arguments)));
  }

  /// Notes that something is wrong with the members as a whole.
  public void addBodyError(String key) {
    faults.add(new InvalidRequestException.Fault("#", key, List.of()));
  }

  /// Throws what is wrong, members that nobody asked for included.
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
      // no member takes one, and to work it out can cost as much as its exponent says
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
        faults.add(
            new InvalidRequestException.Fault(member, "invalid.member-duplicate", List.of()));
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

  // NUL can't be stored, and half a surrogate pair is no text: two different ones would become the
  // same octets
  private static String requireWellFormed(String text, String pointer) {
    if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InvalidRequestException(pointer, "invalid.type-string");
    }
    return text;
  }

  private static String pointer(String parent, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    // a name is the caller's own text and may be anything; what is no pointer is not repeated
    boolean plain = escaped.length() <= 64 && escaped.matches("[A-Za-z0-9_~.-]*");
    return plain ? parent + "/" + escaped : parent;
  }

  private static String utf8(byte[] body) {
    return StrictUtf8.text(body)
        .orElseThrow(() -> new InvalidRequestException("#", "invalid.json"));
  }
}
