package dev.rekey.adapter.in.web.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The data of a form for rendering: CSRF token, previous input and errors. It never contains a
/// password.
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

  /// Adds an error to `field`. Several errors of one field are shown together.
  public FormModel addError(String field, String message) {
    errors.merge(field, message, (first, second) -> first + " " + second);
    return this;
  }

  /// The CSRF token.
  public String token() {
    return token;
  }

  /// The previous input of a field.
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /// The error of a field; empty if there is none.
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /// True if there is an error.
  public boolean failed() {
    return !errors.isEmpty();
  }

  /// All errors, in the order of the fields.
  public List<Fault> errors() {
    return errors.entrySet().stream().map(one -> new Fault(one.getKey(), one.getValue())).toList();
  }

  /// An error of a field.
  ///
  /// @param field id of the field
  /// @param message instruction that corrects the error
  public record Fault(String field, String message) {}
}
