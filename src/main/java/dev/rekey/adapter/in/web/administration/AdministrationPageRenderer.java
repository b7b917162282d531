package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FlashMessage;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.adapter.in.web.page.PageGroup;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.adapter.in.web.page.SameOriginCheck;
import dev.rekey.adapter.in.web.page.StaticAssets;
import dev.rekey.config.Settings;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.message.Languages;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Authenticates and authorizes every administration request, and answers all failures with a page.
/// The rights are those of the API.
@Singleton
public class AdministrationPageRenderer implements PageGroup {
  public static final String HOME = "/administration";

  /// The redirect URI for the identity provider, as in `application.properties`.
  static final String SIGNED_IN = HOME + "/signed-in";

  static final String SIGN_OUT = HOME + "/sign-out";
  static final String SIGNED_OUT = "signed-out";

  private static final Map<String, String> TOLD_OTHERWISE =
      Map.of(
          "problem.too-many-requests", "page.administration.too-many-requests",
          "problem.not-found", "page.administration.not-found",
          "problem.internal-error", "page.administration.internal-error");

  private final PageRenderer pageRenderer;
  private final PageRequests pageRequests;
  private final AdministratorSessions administratorSessions;
  private final StaticAssets staticAssets;
  private final Store store;
  private final String policy;
  private final boolean on;

  AdministrationPageRenderer(
      PageRenderer pageRenderer,
      PageRequests pageRequests,
      AdministratorSessions administratorSessions,
      StaticAssets staticAssets,
      Stores stores,
      Settings settings,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") URI issuer) {
    this.pageRenderer = pageRenderer;
    this.pageRequests = pageRequests;
    this.administratorSessions = administratorSessions;
    this.staticAssets = staticAssets;
    Store shop = stores.get(StoreId.DEFAULT);
    this.store =
        shop.movedTo(
            settings.pages().administrationUrl().orElse(shop.resetPasswordPage()), Languages.ALL);
    this.on = settings.pages().administration();
    // browsers apply form-action to redirects too: signing out and an ended session redirect to the
    // provider
    this.policy =
        PageRenderer.CONTENT_SECURITY_POLICY.replace(
            "form-action 'self'", "form-action 'self' " + SameOriginCheck.of(issuer));
  }

  /// Answers a request for `page` by an administrator with `right`.
  Response answer(
      RoutingContext call,
      String page,
      String right,
      Function<AdministratorRequest, Response> answer) {
    return answer(
        call,
        page,
        request -> {
          if (!request.may(right)) {
            throw PageException.forbidden(right);
          }
          return answer.apply(request);
        });
  }

  /// Answers a form that an administrator with `right` submitted from `page`.
  Response answer(
      RoutingContext call,
      String page,
      String right,
      byte @Nullable [] body,
      BiFunction<AdministratorRequest, UrlEncodedForm, Response> answer) {
    return answer(
        call, page, right, request -> answer.apply(request, submittedForm(request, body)));
  }

  /// Answers a request for `page` by any signed-in administrator.
  Response answer(
      RoutingContext call, String page, Function<AdministratorRequest, Response> answer) {
    PageRequest pageRequest = pageRequest(call);
    return guarded(
        pageRequest,
        null,
        page,
        () ->
            switch (administratorSessions.of(call)) {
              case AdministratorSessions.Caller.SignedIn(Administrator administrator) -> {
                pageRequest.boundTo(administrator.subject());
                AdministratorRequest request =
                    new AdministratorRequest(pageRequest, administrator, call.request());
                yield guarded(pageRequest, request, page, () -> answer.apply(request));
              }
              case AdministratorSessions.Caller.Redirect(String wanted) ->
                  AdministratorSessions.redirect(wanted);
              case AdministratorSessions.Caller.Failed _ -> throw PageException.signInFailed();
              case AdministratorSessions.Caller.Anonymous _ -> administratorSessions.signIn(call);
            });
  }

  /// Renders a page that needs no sign-in.
  Response open(RoutingContext call, String page, String template) {
    PageRequest pageRequest = pageRequest(call);
    return guarded(
        pageRequest, null, page, () -> show(pageRequest, null, 200, page, template, Map.of()));
  }

  /// Renders the template `pages/administration/<template>.html`.
  Response show(
      AdministratorRequest request,
      int status,
      String page,
      String template,
      Map<String, Object> content) {
    return show(request.visit(), request, status, page, template, content);
  }

  /// Redirects to `page` with a flash message.
  Response done(AdministratorRequest request, String page, FlashMessage flash) {
    return pageRenderer.goTo(request.visit(), page, flash);
  }

  Response goTo(AdministratorRequest request, String page) {
    return pageRenderer.goTo(request.visit(), page);
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public Response rejection(RoutingContext call, PageException failure) {
    return failure(pageRequest(call), null, "", failure);
  }

  UrlEncodedForm submittedForm(AdministratorRequest request, byte @Nullable [] body) {
    return pageRequests.submittedForm(request.visit(), request.request(), body);
  }

  String text(AdministratorRequest request, String key, Object... arguments) {
    return pageRenderer.text(request.visit(), key, arguments);
  }

  /// The URL of the administration.
  URI address() {
    return store.resetPasswordPage();
  }

  private PageRequest pageRequest(RoutingContext call) {
    return pageRequests.below(HOME, store, call.request());
  }

  private Response guarded(
      PageRequest pageRequest,
      @Nullable AdministratorRequest request,
      String page,
      Supplier<Response> answer) {
    return pageRenderer.guarded(answer, failure -> failure(pageRequest, request, page, failure));
  }

  private Response failure(
      PageRequest pageRequest,
      @Nullable AdministratorRequest request,
      String page,
      PageException failure) {
    // some texts are for customers and name a support address
    String text = TOLD_OTHERWISE.getOrDefault(failure.text(), failure.text());
    return pageRenderer.failure(
        pageRequest,
        failure,
        text,
        content -> show(pageRequest, request, failure.status(), page, "failure", content));
  }

  private Response show(
      PageRequest pageRequest,
      @Nullable AdministratorRequest request,
      int status,
      String page,
      String template,
      Map<String, Object> content) {
    Map<String, Object> whole = new HashMap<>(content);
    if (request == null) {
      // no CSRF token: a cross-site request must not change the browser's cookies
      whole.put("form", new FormModel(""));
    }
    whole.put("desk", frame(pageRequest, request, page));
    Response shown =
        pageRenderer.show(pageRequest, status, page, "administration/" + template, whole);
    pageRequest.response().putHeader("Content-Security-Policy", policy);
    return shown;
  }

  private AdministrationLayout frame(
      PageRequest pageRequest, @Nullable AdministratorRequest request, String page) {
    String style = staticAssets.administrationStyle();
    if (request == null) {
      return new AdministrationLayout(style, "", false, false, "", "", "");
    }
    FlashMessage flash = pageRequest.takeFlash();
    String key = flash.key();
    String said = key.isEmpty() ? "" : pageRenderer.text(pageRequest, key, flash.count());
    return new AdministrationLayout(
        style,
        request.administrator().name(),
        request.may(Roles.CUSTOMERS_READ),
        request.may(Roles.SETTINGS_WRITE),
        page.replaceFirst("/.*", ""),
        store.timeZone().getId(),
        said);
  }
}
