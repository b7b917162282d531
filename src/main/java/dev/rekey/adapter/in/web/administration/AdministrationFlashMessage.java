package dev.rekey.adapter.in.web.administration;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The flash message of the administration, shown once after a redirect. A cookie carries it: in a
/// URL, any link could show a false confirmation.
///
/// @param what last part of the message key
/// @param count number of affected items
record AdministrationFlashMessage(String what, int count) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(reset-requested|tokens-revoked(?:-pending)?|settings-changed|nothing-changed)[.]([0-9]{1,9})");

  static final AdministrationFlashMessage RESET_REQUESTED =
      new AdministrationFlashMessage("reset-requested", 0);
  static final AdministrationFlashMessage NOTHING_CHANGED =
      new AdministrationFlashMessage("nothing-changed", 0);

  static AdministrationFlashMessage revoked(int tokens, boolean pending) {
    return new AdministrationFlashMessage(
        pending ? "tokens-revoked-pending" : "tokens-revoked", tokens);
  }

  static AdministrationFlashMessage changed(int settings) {
    return new AdministrationFlashMessage("settings-changed", settings);
  }

  static Optional<AdministrationFlashMessage> read(HttpServerRequest request, String cookie) {
    Cookie sent = request.getCookie(cookie);
    Matcher shape = SHAPE.matcher(sent == null ? "" : sent.getValue());
    return shape.matches()
        ? Optional.of(
            new AdministrationFlashMessage(shape.group(1), Integer.parseInt(shape.group(2))))
        : Optional.empty();
  }

  String text() {
    return what + "." + count;
  }

  String key() {
    return "page.administration.done." + what;
  }
}
