package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;

/// The cookies of the pages. `__Host-` keeps them to this origin: no other site of the domain, and
/// nobody on the line, can put one in (RFC 6265bis, section 4.1.3.2).
///
/// @param secure whether the pages are reached over TLS, as anywhere but on a developer's machine
/// @param ofStore what tells this store's sign-in from that of another store on the same origin
public record Cookies(boolean secure, String ofStore) {
  private static final Duration LANGUAGE_KEPT = Duration.ofDays(180);

  /// The secret that binds forms to this browser.
  String browser() {
    return name("rekey-browser");
  }

  /// The access token of the sign-in.
  String session() {
    return name("rekey-session" + ofStore);
  }

  /// The language that was chosen.
  String language() {
    return name("rekey-language");
  }

  /// What the page after a step has to say about it.
  public String notice() {
    return name("rekey-notice");
  }

  /// Sets a cookie until the browser is closed.
  public String set(String name, String value) {
    return name + "=" + value + attributes();
  }

  String setLanguage(String tag) {
    return set(language(), tag) + "; Max-Age=" + LANGUAGE_KEPT.toSeconds();
  }

  public String remove(String name) {
    return set(name, "") + "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  }

  /// Those of the pages of a store.
  public static Cookies of(Store store) {
    return new Cookies(
        "https".equals(store.resetPasswordPage().getScheme()),
        store.id().equals(StoreId.DEFAULT) ? "" : "." + store.id());
  }

  private String name(String name) {
    return secure ? "__Host-" + name : name;
  }

  private String attributes() {
    return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
  }
}
