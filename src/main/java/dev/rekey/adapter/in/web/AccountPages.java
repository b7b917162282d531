package dev.rekey.adapter.in.web;

import dev.rekey.application.ChangePassword;
import dev.rekey.application.SignOutEverywhere;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.revocation.AccessToken;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a customer who is signed in sees and does.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
class AccountPages {
  static final String ACCOUNT = "account";
  static final String PASSWORD = ACCOUNT + "/password";
  static final String SIGN_OUT = "sign-out";
  static final String SIGN_OUT_EVERYWHERE = SIGN_OUT + "-everywhere";

  private final Pages pages;
  private final Sessions sessions;
  private final ChangePassword changePassword;
  private final SignOutEverywhere signOutEverywhere;
  private final SettingsStore settings;

  AccountPages(
      Pages pages,
      Sessions sessions,
      ChangePassword changePassword,
      SignOutEverywhere signOutEverywhere,
      SettingsStore settings) {
    this.pages = pages;
    this.sessions = sessions;
    this.changePassword = changePassword;
    this.signOutEverywhere = signOutEverywhere;
    this.settings = settings;
  }

  @GET
  @Path(Visits.STORE + ACCOUNT)
  public Response account(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store,
        request,
        ACCOUNT,
        visit ->
            sessions
                .of(visit)
                .map(valid -> show(visit, valid, 200, new Form(visit.formToken()), visit.told()))
                .orElseGet(() -> toSignIn(visit)));
  }

  @POST
  @Path(Visits.STORE + PASSWORD)
  public Response changePassword(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(
        store,
        request,
        ACCOUNT,
        body,
        (visit, submitted) ->
            sessions
                .of(visit)
                .map(valid -> change(visit, valid, submitted))
                .orElseGet(() -> toSignIn(visit)));
  }

  @POST
  @Path(Visits.STORE + SIGN_OUT_EVERYWHERE)
  public Response signOutEverywhere(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(
        store,
        request,
        ACCOUNT,
        body,
        (visit, _) ->
            sessions.of(visit).isPresent()
                ? visit
                    .session()
                    .map(token -> signOutEverywhere(visit, token))
                    .orElseGet(() -> toSignIn(visit))
                : toSignIn(visit));
  }

  /// Who reloads the answer to a form, or asks for it in another language.
  @GET
  @Path(Visits.STORE + PASSWORD)
  public Response changed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(store, request, ACCOUNT, visit -> pages.goTo(visit, ACCOUNT));
  }

  @GET
  @Path(Visits.STORE + SIGN_OUT)
  public Response signedOut(@PathParam("store") String store, @Context HttpServerRequest request) {
    return changed(store, request);
  }

  @GET
  @Path(Visits.STORE + SIGN_OUT_EVERYWHERE)
  public Response everywhere(@PathParam("store") String store, @Context HttpServerRequest request) {
    return changed(store, request);
  }

  @POST
  @Path(Visits.STORE + SIGN_OUT)
  public Response signOut(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(
        store,
        request,
        ACCOUNT,
        body,
        (visit, _) -> {
          sessions.end(visit);
          return pages.goTo(visit, SignInPages.SIGN_IN, Notice.SIGNED_OUT);
        });
  }

  private Response change(Visit visit, OAuthTokens.Valid valid, Submitted submitted) {
    String current = submitted.text(PasswordRules.CURRENT);
    String replacement = submitted.text(PasswordRules.NEW);
    Form form = new Form(visit.formToken());
    if (current.isEmpty()) {
      form.wrong(PasswordRules.CURRENT, pages.say(visit, "page.account.current.missing"));
    }
    if (replacement.isEmpty()) {
      form.wrong(PasswordRules.NEW, pages.say(visit, "page.reset.new.missing"));
    } else if (!Password.of(replacement)
        .equals(Password.of(submitted.text(PasswordRules.REPEAT)))) {
      form.wrong(PasswordRules.REPEAT, pages.say(visit, "password.confirmation"));
    }
    AccessToken token = visit.session().orElse(null);
    if (form.failed() || token == null) {
      return show(visit, valid, 422, form, Notice.NONE);
    }
    ChangePassword.Outcome outcome =
        changePassword.change(
            token, Password.of(current), Password.of(replacement), visit.visitor());
    return switch (outcome) {
      case ChangePassword.Outcome.Changed _ -> pages.goTo(visit, ACCOUNT, Notice.PASSWORD_CHANGED);
      case ChangePassword.Outcome.Rejected rejected -> {
        PasswordRules.tell(pages, visit, form, rejected.violations());
        yield show(visit, valid, 422, form, Notice.NONE);
      }
      case ChangePassword.Outcome.NotASignIn _, ChangePassword.Outcome.SignedOut _ ->
          toSignIn(visit);
    };
  }

  private Response signOutEverywhere(Visit visit, AccessToken token) {
    return switch (signOutEverywhere.signOut(token, visit.visitor())) {
      case SignOutEverywhere.Outcome.Revoked _ -> {
        visit.signedOut();
        yield pages.goTo(visit, SignInPages.SIGN_IN, Notice.SIGNED_OUT_EVERYWHERE);
      }
      case SignOutEverywhere.Outcome.NotASignIn _, SignOutEverywhere.Outcome.SignedOut _ ->
          toSignIn(visit);
    };
  }

  private Response toSignIn(Visit visit) {
    return sessions.forgetEnded(visit)
        ? pages.goTo(visit, SignInPages.SIGN_IN, Notice.SIGN_IN_ENDED)
        : pages.goTo(visit, SignInPages.SIGN_IN);
  }

  private Response show(
      Visit visit, OAuthTokens.Valid valid, int status, Form form, Notice notice) {
    return pages.show(
        visit,
        status,
        ACCOUNT,
        "account",
        Map.of(
            "form",
            form,
            "notice",
            notice.key(),
            "customer",
            Profile.of(valid.customer()),
            "rules",
            PasswordRules.of(pages, visit, settings.current().passwordPolicy())));
  }
}
