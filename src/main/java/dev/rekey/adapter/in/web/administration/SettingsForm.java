package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// Converts the settings form to changes: a duration is a number and a unit. Only changed fields
/// are applied, so that a stale form does not undo changes of another administrator.
final class SettingsForm {
  /// The units of durations, in seconds, the largest first.
  private static final List<Unit> UNITS =
      List.of(
          new Unit("days", 86_400),
          new Unit("hours", 3_600),
          new Unit("minutes", 60),
          new Unit("seconds", 1));

  private final Map<Setting, Typed> typed = new EnumMap<>(Setting.class);

  private SettingsForm() {}

  /// Creates the form with the current settings.
  static SettingsForm of(ServiceSettings settings) {
    SettingsForm form = new SettingsForm();
    for (Setting setting : Setting.values()) {
      String value = settings.text(setting);
      Amount amount = amount(setting, value);
      form.typed.put(setting, new Typed(amount.number(), amount.unit(), value, false));
    }
    return form;
  }

  /// The form as it was sent.
  static SettingsForm of(UrlEncodedForm sent) {
    SettingsForm form = new SettingsForm();
    for (Setting setting : Setting.values()) {
      String name = setting.text();
      String value = sent.text(name).strip();
      form.typed.put(
          setting,
          new Typed(
              setting.kind() == Setting.Kind.SWITCH && value.isEmpty() ? "false" : value,
              sent.text(name + "-unit"),
              sent.text(name + "-was"),
              sent.text(name + "-default").equals("true")));
    }
    return form;
  }

  /// The changed settings. `wrong` receives each setting with an invalid value.
  Map<Setting, Optional<String>> changes(Consumer<Setting> wrong) {
    Map<Setting, Optional<String>> changes = new EnumMap<>(Setting.class);
    typed.forEach((setting, field) -> {
      if (field.toDefault()) {
        changes.put(setting, Optional.empty());
        return;
      }
      Optional<String> canonical = text(setting, field).flatMap(setting::canonical);
      if (canonical.isEmpty()) {
        wrong.accept(setting);
      } else if (!canonical.get().equals(field.was())) {
        changes.put(setting, canonical);
      }
    });
    return changes;
  }

  SettingField field(Setting setting, ServiceSettings defaults, FormModel formModel) {
    Typed field = Objects.requireNonNull(typed.get(setting));
    Amount usual = amount(setting, defaults.text(setting));
    return new SettingField(
        setting.text(),
        setting.key(),
        setting.kind().text(),
        field.value(),
        field.unit(),
        field.was(),
        field.toDefault(),
        !field.was().equals(defaults.text(setting)),
        usual.number(),
        usual.unit(),
        setting.least(),
        setting.greatest(),
        setting.kind() == Setting.Kind.CHOICE ? setting.choices() : List.of(),
        formModel.error(setting.text()));
  }

  /// Converts a value to the largest unit that divides it.
  private static Amount amount(Setting setting, String value) {
    if (setting.kind() != Setting.Kind.DURATION) {
      return new Amount(value, "");
    }
    long seconds = Duration.parse(value).toSeconds();
    if (seconds == 0) {
      return new Amount("0", "minutes");
    }
    // a day is 24 hours here, but administrators think of link lifetimes in hours
    return UNITS.stream()
        .filter(unit ->
            seconds % unit.seconds() == 0 && seconds / unit.seconds() > 1
                || unit.seconds() == 1
                || seconds == unit.seconds() && unit.seconds() < 86_400)
        .findFirst()
        .map(unit -> new Amount(Long.toString(seconds / unit.seconds()), unit.name()))
        .orElseThrow();
  }

  private static Optional<String> text(Setting setting, Typed field) {
    if (setting.kind() != Setting.Kind.DURATION) {
      return Optional.of(field.value());
    }
    if (!field.value().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    return UNITS.stream()
        .filter(unit -> unit.name().equals(field.unit()))
        .findFirst()
        .map(unit -> Duration.ofSeconds(Long.parseLong(field.value()) * unit.seconds()).toString());
  }

  private record Unit(String name, long seconds) {}

  private record Amount(String number, String unit) {}

  private record Typed(String value, String unit, String was, boolean toDefault) {}
}
