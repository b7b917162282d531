package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;

/// The cookies of the pages. The prefix `__Host-` binds them to this origin. Neither a sibling
/// domain nor a network attacker can set one (RFC 6265bis, section 4.1.3.2).
///
/// @param secure true if the pages use TLS, which only a developer's machine does not
/// @param ofStore suffix that separates the cookies of stores on one origin
/// @param ofArea suffix that separates the administration from the storefront: a sign-in at one
///   must not end the forms of the other
public record Cookies(boolean secure, String ofStore, String ofArea) {
  private static final Duration LANGUAGE_KEPT = Duration.ofDays(180);

  // each sign-in renews it; browsers keep no cookie for more than 400 days
  private static final Duration DEVICE_KEPT = Duration.ofDays(365);

  /// The secret that binds CSRF tokens to this browser.
  String browser() {
    return name("rekey-browser" + ofArea);
  }

  /// The access token of the sign-in.
  String session() {
    return name("rekey-session" + ofStore);
  }

  /// The token that makes this browser a known device.
  String device() {
    return name("rekey-device" + ofStore);
  }

  /// The language that the visitor chose.
  String language() {
    return name("rekey-language");
  }

  /// The flash message of the previous step.
  public String notice() {
    return name("rekey-notice" + ofArea);
  }

  /// Sets a session cookie, which ends with the browser.
  public String set(String name, String value) {
    return name + "=" + value + attributes();
  }

  String setDevice(DeviceToken token) {
    return set(device(), token.secret().reveal()) + "; Max-Age=" + DEVICE_KEPT.toSeconds();
  }

  String setLanguage(String tag) {
    return set(language(), tag) + "; Max-Age=" + LANGUAGE_KEPT.toSeconds();
  }

  public String remove(String name) {
    return set(name, "") + "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  }

  /// The cookies of a store's pages in an area.
  static Cookies of(Store store, String ofArea) {
    return new Cookies(
        "https".equals(store.resetPasswordPage().getScheme()),
        store.id().equals(StoreId.DEFAULT) ? "" : "." + store.id(),
        ofArea);
  }

  private String name(String name) {
    return secure ? "__Host-" + name : name;
  }

  private String attributes() {
    return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
  }
}
