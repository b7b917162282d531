package dev.rekey.adapter.in.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A form of an OAuth request (RFC 6749, appendix B). Unknown parameters are ignored; a repeated
/// parameter is an error (section 3.1).
public final class UrlEncodedForm {
  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> fields;

  private UrlEncodedForm(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /// The form in `body`; empty where a part of it is not readable as text.
  public static Optional<UrlEncodedForm> read(byte @Nullable [] body) {
    return StrictUtf8.text(body == null ? new byte[0] : body).flatMap(UrlEncodedForm::parse);
  }

  /// The form that a page sent; empty where the media type is another, a part is not readable, or a
  /// field occurs twice.
  public static Optional<UrlEncodedForm> readSubmitted(
      @Nullable String mediaType, byte @Nullable [] body) {
    String bare = mediaType == null ? "" : mediaType.replaceFirst(";.*", "").trim();
    return bare.toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)
        ? read(body)
            .filter(form -> form.fields.values().stream().allMatch(values -> values.size() == 1))
        : Optional.empty();
  }

  /// The value of a field that occurs once and is not empty (RFC 6749, section 3.1).
  public Optional<String> value(String field) {
    List<String> values = fields.getOrDefault(field, List.of());
    return values.size() == 1
        ? Optional.of(values.getFirst()).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /// The text of a field; empty where the field is absent.
  public String text(String field) {
    return value(field).orElse("");
  }

  private static Optional<UrlEncodedForm> parse(String text) {
    Map<String, List<String>> fields = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = StrictUtf8.decoded(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = StrictUtf8.decoded(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      fields.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(value.get());
    }
    return Optional.of(new UrlEncodedForm(fields));
  }
}
