package dev.rekey.adapter.in.web.administration;

import dev.rekey.domain.KebabCase;
import java.util.List;

/// A setting in the form.
///
/// @param name name in the form and in the API
/// @param key last part of the message keys
/// @param kind `count`, `switch`, `duration` or `choice`
/// @param value value of the field; for a duration the number
/// @param unit unit of a duration
/// @param was value when the form was rendered, so that only changes are applied
/// @param toDefault true if the setting is to be reset to its default
/// @param changed true if the setting differs from its default
/// @param usual default value; for a duration the number
/// @param usualUnit unit of the default
/// @param least minimum of a count
/// @param greatest maximum of a count
/// @param choices options of a choice
/// @param error error message; empty if there is none
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

  /// The message key of its label.
  public String labelKey() {
    return TEXTS + "setting." + key;
  }

  /// The message key of its hint.
  public String hintKey() {
    return labelKey() + ".hint";
  }

  /// The units of a duration.
  public List<String> units() {
    return List.of("seconds", "minutes", "hours", "days");
  }

  /// The message key of a unit.
  public String unitKey(String one) {
    return TEXTS + "unit." + one;
  }

  /// The message key of an option.
  public String choiceKey(String choice) {
    return TEXTS + "choice." + KebabCase.of(choice);
  }

  /// The default as a message argument; a number if its text has plural forms.
  public Object usualCount() {
    return usual.matches("[0-9]{1,9}") ? Integer.valueOf(usual) : usual;
  }

  /// The message key of its default, with [#usualCount] as the argument.
  public String usualKey() {
    return switch (kind) {
      case "duration" -> TEXTS + "amount." + usualUnit;
      case "choice" -> choiceKey(usual);
      case "switch" -> TEXTS + (usual.equals("true") ? "on" : "off");
      default -> TEXTS + "amount.count";
    };
  }

  /// A group of related fields.
  ///
  /// @param name last part of the message key of its title
  public record Group(String name, List<SettingField> fields) {
    /// The message key of its title.
    public String titleKey() {
      return TEXTS + "settings." + name;
    }
  }
}
