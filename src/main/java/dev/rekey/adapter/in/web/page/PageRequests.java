package dev.rekey.adapter.in.web.page;

import dev.rekey.adapter.in.http.ClientAddresses;
import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.message.Languages;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Creates a [PageRequest] for each call, and rejects forms of other sites (CSRF).
@Singleton
public class PageRequests {
  /// The path prefix of a store's pages; empty for the store `default`.
  public static final String STORE = "{store:(?:stores/[^/]+/)?}";

  private static final String LANGUAGE = "lang";

  private static final Logger LOG = Logger.getLogger(PageRequests.class);

  private final AtomicBoolean foreignFormSeen = new AtomicBoolean();
  private final Stores stores;
  private final ClientAddresses addresses;
  private final TokenGenerator secrets;

  PageRequests(Stores stores, ClientAddresses addresses, TokenGenerator secrets) {
    this.stores = stores;
    this.addresses = addresses;
    this.secrets = secrets;
  }

  /// The store that a path names by [#STORE].
  public Optional<Store> store(String prefix) {
    return prefix.isEmpty()
        ? stores.find(StoreId.DEFAULT)
        : StoreId.parse(prefix.replaceFirst("^stores/", "").replaceFirst("/$", ""))
            .flatMap(stores::find);
  }

  /// A visit to a store's pages.
  public PageRequest of(Store store, HttpServerRequest request) {
    // pages of the storefront ask for nothing in their addresses
    String home = store.id().equals(StoreId.DEFAULT) ? "" : "/stores/" + store.id();
    return of(store, home, "", Cookies.of(store, ""), request);
  }

  /// A request of the pages below the path `home`, with the branding of `store`.
  public PageRequest below(String home, Store store, HttpServerRequest request) {
    return of(store, home, query(request), Cookies.of(store, home.replace('/', '.')), request);
  }

  private PageRequest of(
      Store store, String home, String query, Cookies cookies, HttpServerRequest request) {
    Optional<Locale> wish = wish(store, request);
    PageRequest pageRequest =
        new PageRequest(
            store,
            home,
            query,
            wish.orElseGet(() -> language(store, cookies, request)),
            addresses.of(request),
            request.response(),
            cookies,
            secrets::next,
            cookie(request, cookies.browser()).flatMap(Secret::parse).orElse(null),
            cookie(request, cookies.session()).flatMap(AccessToken::parse).orElse(null),
            cookie(request, cookies.device()).flatMap(DeviceToken::parse).orElse(null),
            cookie(request, cookies.notice())
                .flatMap(FlashMessage::parse)
                .orElse(FlashMessage.NONE));
    wish.ifPresent(
        tag -> pageRequest.remember(cookies.language(), cookies.setLanguage(tag.toLanguageTag())));
    return pageRequest;
  }

  /// Reads a form that one of our own pages sent, and rejects all others before any field is read.
  /// This includes forms without a sign-in: otherwise an attacker could sign a victim in to the
  /// attacker's account and read what the victim enters there (login CSRF).
  public UrlEncodedForm submittedForm(
      PageRequest pageRequest, HttpServerRequest request, byte @Nullable [] body) {
    Store store = pageRequest.store();
    Set<String> own =
        Stream.of(store.resetPasswordPage(), store.forgotPasswordPage(), store.notMePage())
            .flatMap(Stream::ofNullable)
            .map(SameOriginCheck::of)
            .collect(Collectors.toSet());
    if (!SameOriginCheck.holds(
        request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), own)) {
      if (!foreignFormSeen.getAndSet(true)) {
        // logged once, since any client can send many of them
        LOG.warnf(
            "Rejected a form whose origin is not in %s: another site sent it, or the page URLs are"
                + " configured wrongly. Further rejected forms are not logged.",
            own);
      }
      throw PageException.notOurForm();
    }
    UrlEncodedForm form =
        UrlEncodedForm.readSubmitted(request.getHeader(HttpHeaders.CONTENT_TYPE), body)
            .orElseThrow(PageException::unreadable);
    if (!pageRequest.hasValidCsrfToken(form.text("form-token"))) {
      throw PageException.notOurForm();
    }
    return form;
  }

  private static String query(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      return "";
    }
    String query =
        request.params().entries().stream()
            .filter(one -> !one.getKey().equals(LANGUAGE))
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Optional<Locale> wish(Store store, HttpServerRequest request) {
    return Optional.ofNullable(request.getParam(LANGUAGE)).flatMap(tag -> spoken(store, tag));
  }

  private static Locale language(Store store, Cookies cookies, HttpServerRequest request) {
    return cookie(request, cookies.language())
        .flatMap(tag -> spoken(store, tag))
        .orElseGet(() -> {
          String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
          return Languages.accepted(header == null ? "" : header, store.languages());
        });
  }

  private static Optional<Locale> spoken(Store store, String tag) {
    return store.languages().stream().filter(one -> one.toLanguageTag().equals(tag)).findFirst();
  }

  private static Optional<String> cookie(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
  }
}
