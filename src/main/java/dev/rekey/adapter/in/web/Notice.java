package dev.rekey.adapter.in.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;

/// What a page says about the step before it. The address names it, so that it can be one of these
/// only and never a text of somebody else's.
enum Notice {
  NONE,
  SIGNED_OUT,
  SIGNED_OUT_EVERYWHERE,
  SIGN_IN_ENDED,
  PASSWORD_CHANGED;

  private static final String PARAMETER = "notice";

  /// The one that the address of the page names.
  static Notice in(HttpServerRequest request) {
    String named = request.getParam(PARAMETER);
    return Arrays.stream(values()).filter(one -> one.text().equals(named)).findFirst().orElse(NONE);
  }

  /// The address of `page` with this notice.
  String on(String page) {
    return page + "?" + PARAMETER + "=" + text();
  }

  /// The key of its text; empty where nothing is to be said.
  String key() {
    return this == NONE ? "" : "page.notice." + text();
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
