package dev.rekey.adapter.in.http;

import dev.rekey.adapter.in.web.page.PageException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A form as a browser sends it (URL Standard, "application/x-www-form-urlencoded"). A repeated
/// field or invalid UTF-8 makes the form invalid.
public final class SubmittedPageForm {
  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> fields;

  private SubmittedPageForm(Map<String, String> fields) {
    this.fields = fields;
  }

  public static SubmittedPageForm read(@Nullable String mediaType, byte @Nullable [] body) {
    String bare = mediaType == null ? "" : mediaType.replaceFirst(";.*", "").trim();
    if (!bare.toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      throw PageException.unreadable();
    }
    Map<String, String> fields = new HashMap<>();
    String text =
        StrictUtf8.text(body == null ? new byte[0] : body).orElseThrow(PageException::unreadable);
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (fields.put(name, value) != null) {
        throw PageException.unreadable();
      }
    }
    return new SubmittedPageForm(fields);
  }

  /// The text of a field; empty if the field is missing.
  public String text(String field) {
    return fields.getOrDefault(field, "");
  }

  private static String decoded(String text) {
    return StrictUtf8.decoded(text).orElseThrow(PageException::unreadable);
  }
}
