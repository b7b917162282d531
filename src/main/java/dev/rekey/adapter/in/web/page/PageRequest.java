package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.store.Store;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request for a page, with its store, language and browser, and the cookies of its response.
public final class PageRequest {
  private final Store store;
  private final String home;
  private final String query;
  private final Locale language;
  private final @Nullable ClientAddress address;
  private final HttpServerResponse response;
  private final Cookies cookies;
  private final Supplier<Secret> secrets;
  private final @Nullable DeviceToken device;
  private final FlashMessage flashMessage;
  private final Map<String, String> toRemember = new LinkedHashMap<>();
  private @Nullable Secret browser;
  private @Nullable AccessToken session;
  private @Nullable String subject;

  PageRequest(
      Store store,
      String home,
      String query,
      Locale language,
      @Nullable ClientAddress address,
      HttpServerResponse response,
      Cookies cookies,
      Supplier<Secret> secrets,
      @Nullable Secret browser,
      @Nullable AccessToken session,
      @Nullable DeviceToken device,
      FlashMessage flashMessage) {
    this.store = store;
    this.home = home;
    this.query = query;
    this.language = language;
    this.address = address;
    this.response = response;
    this.cookies = cookies;
    this.secrets = secrets;
    this.browser = browser;
    this.session = session;
    this.device = device;
    this.flashMessage = flashMessage;
  }

  public Store store() {
    return store;
  }

  /// The path prefix of the store's pages, without a trailing slash.
  String home() {
    return home;
  }

  public Locale language() {
    return language;
  }

  /// The query of the page from its question mark on, without the language; empty if there is none.
  String query() {
    return query;
  }

  /// The path of a page of this store.
  public String to(String page) {
    return home + "/" + page;
  }

  public Actor visitor() {
    return Actor.customer(address);
  }

  /// The response to this request.
  public HttpServerResponse response() {
    return response;
  }

  /// The access token in the sign-in cookie.
  public Optional<AccessToken> session() {
    return Optional.ofNullable(session);
  }

  /// The device token in its cookie.
  public Optional<DeviceToken> device() {
    return Optional.ofNullable(device);
  }

  /// Sets the cookie that makes this browser a known device.
  public void knownBy(DeviceToken token) {
    remember(cookies.device(), cookies.setDevice(token));
  }

  /// The CSRF token for forms on the response page.
  public String csrfToken() {
    Secret known = browser;
    if (known == null) {
      known = rotateBrowserSecret(secrets.get());
    }
    return CsrfTokens.token(known, binding());
  }

  /// True if `token` is a CSRF token of this browser and sign-in.
  boolean hasValidCsrfToken(String token) {
    return browser != null && CsrfTokens.matches(token, browser, binding());
  }

  /// Binds CSRF tokens of this request to an administrator, instead of the sign-in at the
  /// storefront.
  public void boundTo(String administrator) {
    subject = "administrator " + administrator;
  }

  /// Sets the sign-in cookie. Earlier CSRF tokens of the browser become invalid.
  public void signedIn(AccessToken token) {
    session = token;
    remember(cookies.session(), cookies.set(cookies.session(), token.secret().reveal()));
    rotateBrowserSecret(secrets.get());
  }

  /// Removes the sign-in cookie.
  public void signedOut() {
    if (session != null) {
      session = null;
      remember(cookies.session(), cookies.remove(cookies.session()));
      rotateBrowserSecret(secrets.get());
    }
  }

  /// Sets the flash message of the next page.
  void setFlash(FlashMessage next) {
    remember(cookies.notice(), cookies.set(cookies.notice(), next.text()));
  }

  /// Returns the flash message and removes it.
  public FlashMessage takeFlash() {
    if (flashMessage.kind() != FlashMessage.Kind.NONE) {
      remember(cookies.notice(), cookies.remove(cookies.notice()));
    }
    return flashMessage;
  }

  /// Sets a cookie on the response. The last value of a cookie wins.
  public void remember(String name, String cookie) {
    toRemember.put(name, cookie);
  }

  /// The `Set-Cookie` headers of the answer.
  List<String> toRemember() {
    return List.copyOf(toRemember.values());
  }

  private Secret rotateBrowserSecret(Secret secret) {
    browser = secret;
    remember(cookies.browser(), cookies.set(cookies.browser(), secret.reveal()));
    return secret;
  }

  private String binding() {
    if (subject != null) {
      return subject;
    }
    return session == null ? "" : session.secret().reveal();
  }
}
