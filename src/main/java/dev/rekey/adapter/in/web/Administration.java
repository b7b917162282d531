package dev.rekey.adapter.in.web;

import dev.rekey.Settings;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.http.Right;
import dev.rekey.message.Languages;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The door to every page of the administration: it knows who calls, whether that one may, and
/// answers with a page whatever happens. Rights are those of the API.
@Singleton
class Administration {
  static final String HOME = "/administration";

  /// Where the identity provider sends administrators back to, as `application.properties` says.
  static final String SIGNED_IN = HOME + "/signed-in";

  static final String SIGN_OUT = HOME + "/sign-out";
  static final String SIGNED_OUT = "signed-out";

  private static final Map<String, String> TOLD_OTHERWISE =
      Map.of(
          "problem.too-many-requests", "page.administration.too-many-requests",
          "problem.not-found", "page.administration.not-found",
          "problem.internal-error", "page.administration.internal-error");

  private final Pages pages;
  private final Visits visits;
  private final Administrators administrators;
  private final Assets assets;
  private final Store looks;
  private final Cookies cookies;
  private final String policy;

  Administration(
      Pages pages,
      Visits visits,
      Administrators administrators,
      Assets assets,
      Stores stores,
      Settings settings,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") URI issuer) {
    this.pages = pages;
    this.visits = visits;
    this.administrators = administrators;
    this.assets = assets;
    this.looks = looks(stores.get(StoreId.DEFAULT), settings);
    this.cookies = Cookies.of(looks);
    // browsers hold it against where a form is sent on to: who signs out, or whose session has
    // ended, goes to the provider
    this.policy =
        Pages.CONTENT_SECURITY_POLICY.replace(
            "form-action 'self'", "form-action 'self' " + SameOrigin.of(issuer));
  }

  /// Answers a call of `page` by somebody who has `right`.
  Response answer(RoutingContext call, String page, String right, Function<Desk, Response> answer) {
    return answer(
        call,
        page,
        desk -> {
          if (!desk.may(right)) {
            throw PageFailure.forbidden(right);
          }
          return answer.apply(desk);
        });
  }

  /// Answers a form that somebody who has `right` sent from `page`.
  Response answer(
      RoutingContext call,
      String page,
      String right,
      byte @Nullable [] body,
      BiFunction<Desk, Submitted, Response> answer) {
    return answer(call, page, right, desk -> answer.apply(desk, submitted(desk, body)));
  }

  /// Answers a call of `page` by anybody who is signed in.
  Response answer(RoutingContext call, String page, Function<Desk, Response> answer) {
    Visit visit = visit(call);
    return guarded(
        visit,
        null,
        page,
        () ->
            switch (administrators.of(call)) {
              case Administrators.Caller.Known(Administrator administrator) -> {
                visit.boundTo(administrator.subject());
                Desk desk = new Desk(visit, administrator, call.request());
                yield guarded(visit, desk, page, () -> answer.apply(desk));
              }
              case Administrators.Caller.OnTheWay(String wanted) -> redirect(wanted);
              case Administrators.Caller.Refused _ -> throw PageFailure.signInFailed();
              case Administrators.Caller.Stranger _ -> signIn(call);
            });
  }

  /// A page that needs no sign-in.
  Response open(RoutingContext call, String page, String template) {
    Visit visit = visit(call);
    return guarded(visit, null, page, () -> show(visit, null, 200, page, template, Map.of()));
  }

  /// The page of the template `pages/administration/<template>.html`.
  Response show(Desk desk, int status, String page, String template, Map<String, Object> content) {
    return show(desk.visit(), desk, status, page, template, content);
  }

  /// Sends the browser on to `page`, which is to say what was done.
  Response done(Desk desk, String page, Done done) {
    desk.visit().remember(cookies.notice(), cookies.set(cookies.notice(), done.text()));
    return pages.goTo(desk.visit(), page);
  }

  Response goTo(Desk desk, String page) {
    return pages.goTo(desk.visit(), page);
  }

  /// Refuses a call before anybody has looked who makes it.
  Response refused(RoutingContext call, PageFailure failure) {
    return failure(visit(call), null, "", failure);
  }

  Submitted submitted(Desk desk, byte @Nullable [] body) {
    return visits.submitted(desk.visit(), desk.request(), body);
  }

  String say(Desk desk, String key, Object... arguments) {
    return pages.say(desk.visit(), key, arguments);
  }

  /// Where administrators reach the pages.
  URI address() {
    return looks.resetPasswordPage();
  }

  private Visit visit(RoutingContext call) {
    return visits.ofAdministrator(looks, call.request());
  }

  private Response signIn(RoutingContext call) {
    if (call.normalizedPath().equals(SIGN_OUT)) {
      return redirect(HOME + "/" + SIGNED_OUT);
    }
    String method = call.request().method().name();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      // what was sent would be lost on the way there and back
      throw PageFailure.signInEnded();
    }
    if (call.normalizedPath().equals(SIGNED_IN)) {
      // without cookies it would go on like this for ever
      throw PageFailure.signInFailed();
    }
    return redirect(administrators.signInPage(call).orElseThrow(PageFailure::signInFailed));
  }

  private static Response redirect(String page) {
    return Response.status(Response.Status.FOUND)
        .header(HttpHeaders.LOCATION, page)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private Response guarded(
      Visit visit, @Nullable Desk desk, String page, Supplier<Response> answer) {
    return pages.guarded(answer, failure -> failure(visit, desk, page, failure));
  }

  private Response failure(Visit visit, @Nullable Desk desk, String page, PageFailure failure) {
    // some texts are for customers, who have somebody to write to
    String text = TOLD_OTHERWISE.getOrDefault(failure.text(), failure.text());
    return pages.failure(
        visit,
        failure,
        text,
        content -> show(visit, desk, failure.status(), page, "failure", content));
  }

  private Response show(
      Visit visit,
      @Nullable Desk desk,
      int status,
      String page,
      String template,
      Map<String, Object> content) {
    Map<String, Object> whole = new HashMap<>(content);
    if (desk == null) {
      // nothing is sent from here: who made a browser come must not change what it holds
      whole.put("form", new Form(""));
    }
    whole.put("desk", frame(visit, desk, page));
    Response shown = pages.show(visit, status, page, "administration/" + template, whole);
    visit.response().putHeader("Content-Security-Policy", policy);
    return shown;
  }

  private DeskFrame frame(Visit visit, @Nullable Desk desk, String page) {
    String style = assets.administrationStyle();
    if (desk == null) {
      return new DeskFrame(style, "", false, false, "", "", "");
    }
    String said =
        Done.read(desk.request(), cookies.notice())
            .map(done -> {
              visit.remember(cookies.notice(), cookies.remove(cookies.notice()));
              return pages.say(visit, done.key(), done.count());
            })
            .orElse("");
    return new DeskFrame(
        style,
        desk.administrator().name(),
        desk.may(Right.CUSTOMERS_READ),
        desk.may(Right.SETTINGS_WRITE),
        page.replaceFirst("/.*", ""),
        looks.timeZone().getId(),
        said);
  }

  /// It looks like the store `default`, speaks every language, and is where its setting says.
  private static Store looks(Store store, Settings settings) {
    URI address = settings.pages().administrationUrl().orElse(store.resetPasswordPage());
    return new Store(
        store.id(),
        store.name(),
        store.accentColour(),
        store.mailFrom(),
        store.supportAddress(),
        Languages.ALL,
        store.timeZone(),
        address,
        address,
        null);
  }
}
