package dev.rekey.adapter.in.rest;

import dev.rekey.http.Utf8;
import org.jspecify.annotations.Nullable;

/// A form as OAuth sends it (RFC 6749, appendix B). Unknown parameters are ignored and none may be
/// there twice (section 3.1).
final class FormBody {
  private final String body;

  private FormBody(String body) {
    this.body = body;
  }

  static FormBody read(byte @Nullable [] body) {
    return new FormBody(body == null ? "" : Utf8.text(body).orElseThrow(FormBody::unreadable));
  }

  /// The parameter, which has to be there once and have a value.
  String required(String name) {
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

  private static InvalidRequest missing(String name) {
    return new InvalidRequest("#/" + name, "invalid.form-parameter", name);
  }

  private static InvalidRequest unreadable() {
    return new InvalidRequest("#", "invalid.form-parameter", "%");
  }

  private static String decode(String text) {
    return Utf8.decoded(text).orElseThrow(FormBody::unreadable);
  }
}
