package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Secret;
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

/// One call of a page: of which store, in which language, by which browser, and what that browser
/// is to remember afterwards.
public final class PageRequest {
  private final Store store;
  private final String home;
  private final String query;
  private final Locale language;
  private final @Nullable ClientAddress address;
  private final HttpServerResponse response;
  private final Cookies cookies;
  private final Supplier<Secret> secrets;
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
    this.flashMessage = flashMessage;
  }

  public Store store() {
    return store;
  }

  /// What the addresses of the store's pages begin with, without a slash behind it.
  String home() {
    return home;
  }

  public Locale language() {
    return language;
  }

  /// What the address of the page asks for, from its question mark on, the language left out; empty
  /// where it asks for nothing.
  String query() {
    return query;
  }

  /// The address of a page of this store.
  public String to(String page) {
    return home + "/" + page;
  }

  public Actor visitor() {
    return Actor.customer(address);
  }

  /// What the answer is written to.
  public HttpServerResponse response() {
    return response;
  }

  /// The token that the browser says it is signed in with.
  public Optional<AccessToken> session() {
    return Optional.ofNullable(session);
  }

  /// The token for forms on the page that is the answer.
  public String csrfToken() {
    Secret known = browser;
    if (known == null) {
      known = rotateBrowserSecret(secrets.get());
    }
    return CsrfTokens.token(known, binding());
  }

  /// Whether `token` was on a page that this browser was shown.
  boolean hasValidCsrfToken(String token) {
    return browser != null && CsrfTokens.matches(token, browser, binding());
  }

  /// Forms of this visit are for this administrator, whoever is signed in to the storefront.
  public void boundTo(String administrator) {
    subject = "administrator " + administrator;
  }

  /// From here on the browser is signed in. Forms that it was shown before are worth nothing.
  public void signedIn(AccessToken token) {
    session = token;
    remember(cookies.session(), cookies.set(cookies.session(), token.secret().reveal()));
    rotateBrowserSecret(secrets.get());
  }

  /// From here on it is not.
  public void signedOut() {
    if (session != null) {
      session = null;
      remember(cookies.session(), cookies.remove(cookies.session()));
      rotateBrowserSecret(secrets.get());
    }
  }

  /// The next page is to say this.
  void setFlash(FlashMessage next) {
    remember(cookies.notice(), cookies.set(cookies.notice(), next.text()));
  }

  /// What this page is to say about the step before it. It is said once.
  public FlashMessage takeFlash() {
    if (flashMessage != FlashMessage.NONE) {
      remember(cookies.notice(), cookies.remove(cookies.notice()));
    }
    return flashMessage;
  }

  /// The browser is to have this cookie from here on; the last word about one counts.
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
