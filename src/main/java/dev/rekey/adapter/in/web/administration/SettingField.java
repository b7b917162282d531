package dev.rekey.adapter.in.web.administration;

import dev.rekey.domain.KebabCase;
import java.util.List;

/// A setting as the form shows it.
///
/// @param name its name in the form and in the API
/// @param key the last part of the keys of its texts
/// @param kind `count`, `switch`, `duration` or `choice`
/// @param value what is in the field; of a duration the number
/// @param unit the unit of a duration
/// @param was what it was when the form was shown, so that only what was changed is sent on
/// @param toDefault whether it is to go back to its default
/// @param changed whether it is not at its default
/// @param usual the default, of a duration the number
/// @param usualUnit the unit of that
/// @param least the least count
/// @param greatest the greatest count
/// @param choices what there is to choose from
/// @param error what is wrong with it; empty where nothing is
public record SettingField(
    String name,
    String key,
    String kind,
    String value,
    String unit,
    String was,
    boolean toDefault,
    boolean changed,
    String usual,
    String usualUnit,
    int least,
    int greatest,
    List<String> choices,
    String error) {
  private static final String TEXTS = "page.administration.";

  /// The key of what it is called.
  public String labelKey() {
    return TEXTS + "setting." + key;
  }

  /// The key of what it means.
  public String hintKey() {
    return labelKey() + ".hint";
  }

  /// The units to choose from.
  public List<String> units() {
    return List.of("seconds", "minutes", "hours", "days");
  }

  /// The key of the name of a unit.
  public String unitKey(String one) {
    return TEXTS + "unit." + one;
  }

  /// The key of the name of a choice.
  public String choiceKey(String choice) {
    return TEXTS + "choice." + KebabCase.of(choice);
  }

  /// The default as an argument of its text: a number where it is counted.
  public Object usualCount() {
    return usual.matches("[0-9]{1,9}") ? Integer.valueOf(usual) : usual;
  }

  /// The key of the text of its default, which has [#usualCount] for an argument.
  public String usualKey() {
    return switch (kind) {
      case "duration" -> TEXTS + "amount." + usualUnit;
      case "choice" -> choiceKey(usual);
      case "switch" -> TEXTS + (usual.equals("true") ? "on" : "off");
      default -> TEXTS + "amount.count";
    };
  }

  /// Fields that belong together.
  ///
  /// @param name the last part of the key of its title
  public record Group(String name, List<SettingField> fields) {
    /// The key of its title.
    public String titleKey() {
      return TEXTS + "settings." + name;
    }
  }
}
