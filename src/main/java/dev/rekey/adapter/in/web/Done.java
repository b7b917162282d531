package dev.rekey.adapter.in.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an administrator has just done, as the next page says it. It goes there in a cookie: an
/// address would let anybody's link say that something was done.
///
/// @param what the last part of the key of its text
/// @param count of what was done
record Done(String what, int count) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(reset-requested|tokens-revoked(?:-pending)?|settings-changed|nothing-changed)[.]([0-9]{1,9})");

  static final Done RESET_REQUESTED = new Done("reset-requested", 0);
  static final Done NOTHING_CHANGED = new Done("nothing-changed", 0);

  static Done revoked(int tokens, boolean pending) {
    return new Done(pending ? "tokens-revoked-pending" : "tokens-revoked", tokens);
  }

  static Done changed(int settings) {
    return new Done("settings-changed", settings);
  }

  static Optional<Done> read(HttpServerRequest request, String cookie) {
    Cookie sent = request.getCookie(cookie);
    Matcher shape = SHAPE.matcher(sent == null ? "" : sent.getValue());
    return shape.matches()
        ? Optional.of(new Done(shape.group(1), Integer.parseInt(shape.group(2))))
        : Optional.empty();
  }

  String text() {
    return what + "." + count;
  }

  String key() {
    return "page.administration.done." + what;
  }
}
