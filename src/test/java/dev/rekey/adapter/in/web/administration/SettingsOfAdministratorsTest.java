package dev.rekey.adapter.in.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.domain.settings.Setting;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The limits and the policy as a form.
@QuarkusTest
@TestProfile(AllFeatures.class)
class SettingsOfAdministratorsTest {
  private static final String SETTINGS = "/administration/settings";

  @AfterEach
  void leaveTheDefaults() {
    AdministrationFixtures.api(
        "PATCH",
        "/settings",
        Arrays.stream(Setting.values())
            .map(setting -> "\"" + setting.text() + "\":null")
            .collect(Collectors.joining(",", "{", "}")));
  }

  @Test
  void durationsAreNumbersAndUnits() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");

    String form = anna.get(SETTINGS).body();
    assertThat(value(form, "linkLifetime")).isEqualTo("24");
    assertThat(form).contains("<option value=\"hours\" selected>");
    HttpBrowser.Page saved =
        save(anna, Map.of("linkLifetime", "90", "linkLifetime-unit", "minutes"));

    assertThat(saved.status()).isEqualTo(303);
    assertThat(settings()).contains("\"linkLifetime\":\"PT1H30M\"");
    String shown = anna.get(SETTINGS).body();
    assertThat(shown).contains("1 setting was saved.", "Back to the default (24 hours)");
    assertThat(value(shown, "linkLifetime")).isEqualTo("90");
  }

  @Test
  void eachGoesBackToItsDefault() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");
    save(anna, Map.of("minimumLength", "12", "spacesAllowed", "true"));
    assertThat(settings()).contains("\"minimumLength\":12", "\"spacesAllowed\":true");

    HttpBrowser.Page saved = save(anna, Map.of("minimumLength-default", "true"));

    assertThat(saved.status()).isEqualTo(303);
    assertThat(settings()).contains("\"minimumLength\":6", "\"spacesAllowed\":true");
  }

  @Test
  void allOrNothing() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");
    String before = settings();

    HttpBrowser.Page refused =
        save(
            anna,
            Map.of(
                "maxRequestsPerHour", "7",
                "minimumLength", "many",
                "linkLifetime", "0",
                "protection", "<script>"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(settings()).isEqualTo(before);
    assertThat(refused.body())
        .contains(
            "<title>Error: Settings",
            "href=\"#minimumLength\"",
            "href=\"#linkLifetime\"",
            "href=\"#protection\"",
            "id=\"minimumLength-error\"",
            "This must be at least 1 and at most 256.")
        .doesNotContain("href=\"#maxRequestsPerHour\"", "<script>");
    assertThat(value(refused.body(), "maxRequestsPerHour")).isEqualTo("7");
    assertThat(value(refused.body(), "minimumLength")).isEqualTo("many");
  }

  @ParameterizedTest
  @CsvSource({
    "maxRequestsPerHour, -1",
    "maxRequestsPerHour, 1000001",
    "maxRequestsPerHour, 1.5",
    "maxRequestsPerHour, ''",
    "linkLifetime, 8785",
    "linkLifetime, 9999999999",
    "linkLifetime, 1e3",
    "linkLifetime, ''",
    "requiredCharacterClasses, 5",
    "maximumLength, 63",
    "spacesAllowed, maybe"
  })
  void whatDoesNotFitIsToldAtItsField(String name, String value) {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");
    String before = settings();

    HttpBrowser.Page refused = save(anna, Map.of(name, value));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("href=\"#" + name + "\"");
    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void lengthsThatDoNotGoTogetherAreToldAtTheOneThatWasChanged() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");
    save(anna, Map.of("maximumLength", "64"));

    HttpBrowser.Page refused = save(anna, Map.of("minimumLength", "65"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("href=\"#minimumLength\"", "The greatest length cannot be below the least.");
    assertThat(settings()).contains("\"minimumLength\":6");
  }

  @Test
  void whoHadTheFormOpenForLongUndoesNobodysChange() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");
    Map<String, String> open = fields(anna.get(SETTINGS).body());
    save(AdministrationFixtures.administrator("settings:write"), Map.of("lockoutFailures", "3"));

    open.put("maxRequestsPerHour", "9");
    HttpBrowser.Page saved = anna.post(SETTINGS, open);

    assertThat(saved.status()).isEqualTo(303);
    assertThat(settings()).contains("\"lockoutFailures\":3", "\"maxRequestsPerHour\":9");
  }

  @Test
  void whatIsNotDifferentIsNotChanged() {
    HttpBrowser anna = AdministrationFixtures.administrator("settings:write");

    HttpBrowser.Page saved = save(anna, Map.of());

    assertThat(anna.get(saved.location()).body()).contains("nothing was changed");
  }

  private static HttpBrowser.Page save(HttpBrowser administrator, Map<String, String> typed) {
    Map<String, String> fields = fields(administrator.get(SETTINGS).body());
    fields.putAll(typed);
    return administrator.post(SETTINGS, fields);
  }

  private static String settings() {
    return AdministrationFixtures.api("GET", "/settings", "").body();
  }

  /// What a browser would send of the form as it is shown.
  private static Map<String, String> fields(String page) {
    Map<String, String> fields = new HashMap<>();
    Matcher input =
        Pattern.compile("<input ([^>]*)>")
            .matcher(page.substring(page.indexOf("settings\" method")));
    while (input.find()) {
      String attributes = input.group(1);
      boolean box = attributes.contains("type=\"checkbox\"");
      if (!box || attributes.contains(" checked")) {
        fields.put(attribute(attributes, "name"), attribute(attributes, "value"));
      }
    }
    Matcher select = Pattern.compile("(?s)<select ([^>]*)>(.*?)</select>").matcher(page);
    while (select.find()) {
      Matcher chosen =
          Pattern.compile("<option value=\"([^\"]*)\" selected>").matcher(select.group(2));
      if (chosen.find()) {
        fields.put(attribute(select.group(1), "name"), chosen.group(1));
      }
    }
    return fields;
  }

  private static String attribute(String attributes, String name) {
    Matcher attribute = Pattern.compile("(?:^| )" + name + "=\"([^\"]*)\"").matcher(attributes);
    assertThat(attribute.find()).as(name + " in " + attributes).isTrue();
    return attribute.group(1);
  }

  private static String value(String page, String name) {
    return fields(page).getOrDefault(name, "");
  }
}
