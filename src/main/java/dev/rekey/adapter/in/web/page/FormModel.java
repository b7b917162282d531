package dev.rekey.adapter.in.web.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A form as it is shown: its protection, what was typed into it before, and what is wrong with
/// that. Never a password.
public final class FormModel {
  private final String token;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();

  public FormModel(String token) {
    this.token = token;
  }

  public FormModel with(String field, String value) {
    values.put(field, value);
    return this;
  }

  /// Says what is wrong with `field`. More than one fault of a field are told together.
  public FormModel addError(String field, String message) {
    errors.merge(field, message, (first, second) -> first + " " + second);
    return this;
  }

  /// What proves that the form came from a page of ours.
  public String token() {
    return token;
  }

  /// What was typed before.
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /// What is wrong with a field; empty where nothing is.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// Whether anything is wrong.
  public boolean failed() {
    return !errors.isEmpty();
  }

  /// Everything that is wrong, in the order of the fields.
  public List<Fault> errors() {
    return errors.entrySet().stream().map(one -> new Fault(one.getKey(), one.getValue())).toList();
  }

  /// Something that is wrong.
  ///
  /// @param field the id of the field
  /// @param message what to do about it
  public record Fault(String field, String message) {}
}
