package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Bodies as nobody would write them by hand.
class JsonBodyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property
  void whateverOctetsComeTheyAreReadOrRefusedAndNothingElse(@ForAll @Size(max = 300) byte[] body) {
    assertReadOrRefused(body);
  }

  @Property
  void whateverCharactersOfJsonComeTheyAreReadOrRefused(@ForAll("pieces") String body) {
    assertReadOrRefused(body.getBytes(UTF_8));
  }

  @Property
  void textThatIsSentIsTextThatIsRead(@ForAll("objects") Map<String, String> members) {
    JsonBody body = JsonBody.read(json(members).getBytes(UTF_8));

    assertThat(body.names()).isEqualTo(members.keySet());
    members.forEach((name, text) -> assertThat(body.text(name)).isEqualTo(text));
    body.end();
  }

  @Property
  void aMemberThatNobodyAskedForIsRefused(
      @ForAll("objects") @NotEmpty Map<String, String> members) {
    JsonBody body = JsonBody.read(json(members).getBytes(UTF_8));
    members.keySet().stream().skip(1).forEach(body::text);

    assertThatThrownBy(body::end).isInstanceOf(InvalidRequest.class);
  }

  @Property
  void aMemberThatIsThereTwiceIsRefusedHoweverItIsSpelt(
      @ForAll("objects") @NotEmpty Map<String, String> members,
      @ForAll @IntRange(max = 3) int depth,
      @ForAll boolean escaped) {
    String name = members.keySet().iterator().next();
    String again = escaped ? escaped(name) : quoted(name);
    String twice = json(members).replaceFirst("}$", "") + "," + again + ":\"\"}";
    String nested = "{\"a\":".repeat(depth) + twice + "}".repeat(depth);

    JsonBody body = JsonBody.read(nested.getBytes(UTF_8));
    body.names().forEach(body::any);

    assertThatThrownBy(body::end).isInstanceOf(InvalidRequest.class);
  }

  @Property
  void aValueThatIsNoTextIsNoText(@ForAll("otherValues") String value) {
    JsonBody body = JsonBody.read(("{\"email\":" + value + "}").getBytes(UTF_8));
    body.text("email");

    assertThatThrownBy(body::end)
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            invalid ->
                assertThat(invalid.faults())
                    .extracting(InvalidRequest.Fault::pointer)
                    .contains("#/email"));
  }

  /// One octet that went wrong, or was made to: what is read then is what a strict reader of JSON
  /// reads.
  @Property
  void anOctetThatIsChangedNeverMakesSomethingElseOfTheRest(
      @ForAll("objects") @NotEmpty Map<String, String> members,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll byte changed) {
    byte[] body = json(members).getBytes(UTF_8);
    body[at % body.length] = changed;
    Map<String, String> read = read(body);
    if (read != null) {
      assertThat(read).isEqualTo(readByJackson(body));
    }
  }

  @Property
  void noPointerRepeatsWhatACallerMadeUp(@ForAll("names") String name) {
    JsonBody body = JsonBody.read(json(Map.of(name, "")).getBytes(UTF_8));

    assertThatThrownBy(body::end)
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            invalid ->
                assertThat(invalid.faults())
                    .allSatisfy(fault ->
                        assertThat(fault.pointer()).matches("#(/[A-Za-z0-9_~.-]{0,64})?")));
  }

  private static void assertReadOrRefused(byte[] octets) {
    try {
      JsonBody body = JsonBody.read(octets);
      body.text("email");
      body.names().forEach(body::any);
      body.end();
      assertThat(MAPPER.readTree(octets).path("email").isTextual()).isTrue();
    } catch (InvalidRequest refused) {
      assertThat(refused.faults()).isNotEmpty();
    } catch (java.io.IOException notJson) {
      throw new AssertionError("Read what is no JSON", notJson);
    }
  }

  private static @Nullable Map<String, String> read(byte[] octets) {
    try {
      JsonBody body = JsonBody.read(octets);
      Map<String, String> read = new LinkedHashMap<>();
      for (String name : body.names()) {
        read.put(name, body.text(name));
      }
      body.end();
      return read;
    } catch (InvalidRequest refused) {
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

  @Provide
  Arbitrary<Map<String, String>> objects() {
    return Arbitraries.maps(sound(), sound()).ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> names() {
    return sound();
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
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
            "NaN")
        .list()
        .ofMaxSize(16)
        .map(all -> String.join("", all));
  }

  @Provide
  Arbitrary<String> otherValues() {
    Arbitrary<String> simple =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "false", "{}", "[]", "[\"a@example.com\"]", "1e400"),
            Arbitraries.longs().map(Object::toString),
            Arbitraries.bigIntegers().map(Object::toString),
            Arbitraries.doubles().map(Object::toString));
    return Combinators.combine(simple, Arbitraries.integers().between(0, 4))
        .as((value, depth) -> "[".repeat(depth) + value + "]".repeat(depth));
  }

  /// Text that can be kept: whole characters, and none of them NUL.
  private static Arbitrary<String> sound() {
    Arbitrary<Integer> points =
        Arbitraries.integers()
            .between(1, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    return Arbitraries.oneOf(
        points
            .list()
            .ofMaxSize(12)
            .map(all -> {
              List<String> characters = new ArrayList<>();
              all.forEach(point -> characters.add(Character.toString(point)));
              return String.join("", characters);
            }),
        Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(12));
  }
}
