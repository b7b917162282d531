package dev.rekey.adapter.in.rest.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.property.RandomInputs;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bodies as nobody would write them by hand.
class JsonRequestTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> NO_TEXT =
      List.of("null", "true", "false", "{}", "[]", "[\"a@example.com\"]", "1e400");
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\"email\"",
          "\"a\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "true",
          "1",
          "-",
          "1e9",
          "0.1",
          " ",
          "\n",
          "\uFEFF",
          "//",
          "'",
          "NaN");

  @Test
  void whateverOctetsComeTheyAreReadOrRefusedAndNothingElse() {
    RandomInputs.check(inputs -> assertReadOrRefused(inputs.octets(0, 300)));
  }

  @Test
  void whateverCharactersOfJsonComeTheyAreReadOrRefused() {
    RandomInputs.check(inputs -> {
      String body = String.join("", inputs.list(0, 16, () -> inputs.oneOf(PIECES)));

      assertReadOrRefused(body.getBytes(UTF_8));
    });
  }

  @Test
  void textThatIsSentIsTextThatIsRead() {
    RandomInputs.check(inputs -> {
      Map<String, String> members = members(inputs, 0);
      JsonRequest body = JsonRequest.read(json(members).getBytes(UTF_8));

      assertThat(body.names()).isEqualTo(members.keySet());
      members.forEach((name, text) -> assertThat(body.text(name)).isEqualTo(text));
      body.throwIfInvalid();
    });
  }

  @Test
  void aMemberThatNobodyAskedForIsRefused() {
    RandomInputs.check(inputs -> {
      Map<String, String> members = members(inputs, 1);
      JsonRequest body = JsonRequest.read(json(members).getBytes(UTF_8));
      members.keySet().stream().skip(1).forEach(body::text);

      assertThatThrownBy(body::throwIfInvalid).isInstanceOf(InvalidRequestException.class);
    });
  }

  @Test
  void aMemberThatIsThereTwiceIsRefusedHoweverItIsSpelt() {
    RandomInputs.check(inputs -> {
      Map<String, String> members = members(inputs, 1);
      int depth = inputs.integer(0, 3);
      String name = members.keySet().iterator().next();
      String again = inputs.flag() ? escaped(name) : quoted(name);
      String twice = json(members).replaceFirst("}$", "") + "," + again + ":\"\"}";
      String nested = "{\"a\":".repeat(depth) + twice + "}".repeat(depth);

      assertThatThrownBy(() -> JsonRequest.read(nested.getBytes(UTF_8)))
          .isInstanceOf(InvalidRequestException.class);
    });
  }

  @Test
  void aValueThatIsNoTextIsNoText() {
    RandomInputs.check(inputs -> {
      JsonRequest body =
          JsonRequest.read(("{\"email\":" + otherValue(inputs) + "}").getBytes(UTF_8));
      body.text("email");

      assertThatThrownBy(body::throwIfInvalid)
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              invalid ->
                  assertThat(invalid.errors())
                      .extracting(InvalidRequestException.Fault::pointer)
                      .contains("#/email"));
    });
  }

  /// One octet that went wrong, or was made to: what is read then is what a strict reader of JSON
  /// reads.
  @Test
  void anOctetThatIsChangedNeverMakesSomethingElseOfTheRest() {
    RandomInputs.check(inputs -> {
      byte[] body = json(members(inputs, 1)).getBytes(UTF_8);
      body[inputs.integer(0, body.length - 1)] = inputs.octets(1, 1)[0];
      Map<String, String> read = read(body);
      if (read != null) {
        assertThat(read).isEqualTo(readByJackson(body));
      }
    });
  }

  @Test
  void noPointerRepeatsWhatACallerMadeUp() {
    RandomInputs.check(inputs -> {
      JsonRequest body = JsonRequest.read(json(Map.of(wellFormed(inputs), "")).getBytes(UTF_8));

      assertThatThrownBy(body::throwIfInvalid)
          .isInstanceOfSatisfying(
              InvalidRequestException.class,
              invalid ->
                  assertThat(invalid.errors())
                      .allSatisfy(fault ->
                          assertThat(fault.pointer()).matches("#(/[A-Za-z0-9_~.-]{0,64})?")));
    });
  }

  private static void assertReadOrRefused(byte[] octets) {
    try {
      JsonRequest body = JsonRequest.read(octets);
      body.text("email");
      body.names().forEach(body::any);
      body.throwIfInvalid();
      assertThat(MAPPER.readTree(octets).path("email").isTextual()).isTrue();
    } catch (InvalidRequestException refused) {
      assertThat(refused.errors()).isNotEmpty();
    } catch (java.io.IOException notJson) {
      throw new AssertionError("Read what is no JSON", notJson);
    }
  }

  private static @Nullable Map<String, String> read(byte[] octets) {
    try {
      JsonRequest body = JsonRequest.read(octets);
      Map<String, String> read = new LinkedHashMap<>();
      for (String name : body.names()) {
        read.put(name, body.text(name));
      }
      body.throwIfInvalid();
      return read;
    } catch (InvalidRequestException refused) {
      return null;
    }
  }

  private static Map<String, String> readByJackson(byte[] octets) {
    try {
      Map<String, String> read = new LinkedHashMap<>();
      MAPPER
          .readTree(octets)
          .properties()
          .forEach(one -> read.put(one.getKey(), one.getValue().textValue()));
      return read;
    } catch (java.io.IOException notJson) {
      throw new AssertionError("Read what is no JSON", notJson);
    }
  }

  private static String json(Map<String, String> members) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    members.forEach(node::put);
    return node.toString();
  }

  private static String quoted(String text) {
    try {
      return MAPPER.writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Every character as an escape, which is another spelling of the same name.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    text.chars().forEach(one -> escaped.append("\\u%04x".formatted(one)));
    return escaped.append('"').toString();
  }

  private static Map<String, String> members(RandomInputs inputs, int minimum) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int left = inputs.integer(minimum, 5); left > 0; left--) {
      members.put(wellFormed(inputs), wellFormed(inputs));
    }
    return members;
  }

  private static String otherValue(RandomInputs inputs) {
    String simple =
        switch (inputs.integer(0, 3)) {
          case 0 -> inputs.oneOf(NO_TEXT);
          case 1 -> String.valueOf(inputs.anyLong());
          case 2 -> new BigInteger(inputs.octets(1, 12)).toString();
          default -> String.valueOf(inputs.finiteDouble());
        };
    int depth = inputs.integer(0, 4);
    return "[".repeat(depth) + simple + "]".repeat(depth);
  }

  /// Text without NUL and without half characters.
  private static String wellFormed(RandomInputs inputs) {
    return inputs.flag()
        ? inputs.text(0, 12, () -> inputs.integer(1, 0x7F))
        : inputs.text(
            0,
            12,
            () ->
                inputs.flag()
                    ? inputs.integer(1, Character.MIN_SURROGATE - 1)
                    : inputs.integer(Character.MAX_SURROGATE + 1, Character.MAX_CODE_POINT));
  }
}
