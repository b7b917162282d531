package dev.rekey.adapter.in.http;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/// A form of an OAuth request (RFC 6749, appendix B). Unknown parameters are ignored; a repeated
/// parameter is an error (section 3.1).
public final class UrlEncodedForm {
  private final String body;

  private UrlEncodedForm(String body) {
    this.body = body;
  }

  public static UrlEncodedForm read(byte @Nullable [] body) {
    return new UrlEncodedForm(
        body == null ? "" : StrictUtf8.text(body).orElseThrow(UrlEncodedForm::unreadable));
  }

  /// The value of a required parameter.
  public String required(String name) {
    String found = null;
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decode(pair.substring(0, equals)).equals(name)) {
        if (found != null) {
          throw missing(name);
        }
        found = decode(pair.substring(equals + 1));
      }
    }
    if (found == null || found.isEmpty()) {
      throw missing(name);
    }
    return found;
  }

  private static InvalidRequestException missing(String name) {
    return new InvalidRequestException("#/" + name, "invalid.form-parameter", name);
  }

  private static InvalidRequestException unreadable() {
    return new InvalidRequestException("#", "invalid.form-parameter", "%");
  }

  private static String decode(String text) {
    return StrictUtf8.decoded(text).orElseThrow(UrlEncodedForm::unreadable);
  }
}
