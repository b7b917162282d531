package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FlashMessage;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.application.password.ChangePassword;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.revocation.SignOutEverywhere;
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

/// The account page of a signed-in customer.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
public class AccountPages {
  static final String ACCOUNT = "account";
  static final String PASSWORD = ACCOUNT + "/password";
  static final String SIGN_OUT = "sign-out";
  static final String SIGN_OUT_EVERYWHERE = SIGN_OUT + "-everywhere";

  private final PageRenderer pageRenderer;
  private final StorefrontSessions storefrontSessions;
  private final ChangePassword changePassword;
  private final SignOutEverywhere signOutEverywhere;
  private final SettingsStore settings;

  AccountPages(
      PageRenderer pageRenderer,
      StorefrontSessions storefrontSessions,
      ChangePassword changePassword,
      SignOutEverywhere signOutEverywhere,
      SettingsStore settings) {
    this.pageRenderer = pageRenderer;
    this.storefrontSessions = storefrontSessions;
    this.changePassword = changePassword;
    this.signOutEverywhere = signOutEverywhere;
    this.settings = settings;
  }

  @GET
  @Path(PageRequests.STORE + ACCOUNT)
  public Response account(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        ACCOUNT,
        pageRequest ->
            storefrontSessions
                .of(pageRequest)
                .map(valid ->
                    show(
                        pageRequest,
                        valid,
                        200,
                        new FormModel(pageRequest.csrfToken()),
                        pageRequest.takeFlash()))
                .orElseGet(() -> toSignIn(pageRequest)));
  }

  @POST
  @Path(PageRequests.STORE + PASSWORD)
  public Response changePassword(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        ACCOUNT,
        body,
        (pageRequest, form) ->
            storefrontSessions
                .of(pageRequest)
                .map(valid -> change(pageRequest, valid, form))
                .orElseGet(() -> toSignIn(pageRequest)));
  }

  @POST
  @Path(PageRequests.STORE + SIGN_OUT_EVERYWHERE)
  public Response signOutEverywhere(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        ACCOUNT,
        body,
        (pageRequest, _) ->
            storefrontSessions.of(pageRequest).isPresent()
                ? pageRequest
                    .session()
                    .map(token -> signOutEverywhere(pageRequest, token))
                    .orElseGet(() -> toSignIn(pageRequest))
                : toSignIn(pageRequest));
  }

  /// Answers a reload of a form's response, or a change of its language.
  @GET
  @Path(PageRequests.STORE + PASSWORD)
  public Response changed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store, request, ACCOUNT, pageRequest -> pageRenderer.goTo(pageRequest, ACCOUNT));
  }

  @GET
  @Path(PageRequests.STORE + SIGN_OUT)
  public Response signedOut(@PathParam("store") String store, @Context HttpServerRequest request) {
    return changed(store, request);
  }

  @GET
  @Path(PageRequests.STORE + SIGN_OUT_EVERYWHERE)
  public Response everywhere(@PathParam("store") String store, @Context HttpServerRequest request) {
    return changed(store, request);
  }

  @POST
  @Path(PageRequests.STORE + SIGN_OUT)
  public Response signOut(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        ACCOUNT,
        body,
        (pageRequest, _) -> {
          storefrontSessions.end(pageRequest);
          return pageRenderer.goTo(
              pageRequest, SignInPages.SIGN_IN, FlashMessage.of(FlashMessage.Kind.SIGNED_OUT));
        });
  }

  private Response change(PageRequest pageRequest, OAuthTokens.Valid valid, UrlEncodedForm form) {
    String current = form.text(PasswordRulesView.CURRENT);
    String replacement = form.text(PasswordRulesView.NEW);
    FormModel formModel = new FormModel(pageRequest.csrfToken());
    if (current.isEmpty()) {
      formModel.addError(
          PasswordRulesView.CURRENT,
          pageRenderer.text(pageRequest, "page.account.current.missing"));
    }
    if (replacement.isEmpty()) {
      formModel.addError(
          PasswordRulesView.NEW, pageRenderer.text(pageRequest, "page.reset.new.missing"));
    } else if (!Password.of(replacement).equals(Password.of(form.text(PasswordRulesView.REPEAT)))) {
      formModel.addError(
          PasswordRulesView.REPEAT, pageRenderer.text(pageRequest, "password.confirmation"));
    }
    AccessToken token = pageRequest.session().orElse(null);
    if (formModel.failed() || token == null) {
      return show(pageRequest, valid, 422, formModel, FlashMessage.NONE);
    }
    ChangePassword.Outcome outcome =
        changePassword.change(
            token,
            Password.of(current),
            Password.of(replacement),
            pageRequest.device().orElse(null),
            pageRequest.visitor());
    return switch (outcome) {
      case ChangePassword.Outcome.Changed _ ->
          pageRenderer.goTo(
              pageRequest, ACCOUNT, FlashMessage.of(FlashMessage.Kind.PASSWORD_CHANGED));
      case ChangePassword.Outcome.Rejected rejected -> {
        PasswordRulesView.addErrors(pageRenderer, pageRequest, formModel, rejected.violations());
        yield show(pageRequest, valid, 422, formModel, FlashMessage.NONE);
      }
      case ChangePassword.Outcome.Limited limited ->
          throw PageException.tooMany(limited.decision());
      case ChangePassword.Outcome.NotASignIn _, ChangePassword.Outcome.SignedOut _ ->
          toSignIn(pageRequest);
    };
  }

  private Response signOutEverywhere(PageRequest pageRequest, AccessToken token) {
    return switch (signOutEverywhere.signOut(token, pageRequest.visitor())) {
      case SignOutEverywhere.Outcome.Revoked _ -> {
        pageRequest.signedOut();
        yield pageRenderer.goTo(
            pageRequest,
            SignInPages.SIGN_IN,
            FlashMessage.of(FlashMessage.Kind.SIGNED_OUT_EVERYWHERE));
      }
      case SignOutEverywhere.Outcome.NotASignIn _, SignOutEverywhere.Outcome.SignedOut _ ->
          toSignIn(pageRequest);
    };
  }

  private Response toSignIn(PageRequest pageRequest) {
    return storefrontSessions.forgetEnded(pageRequest)
        ? pageRenderer.goTo(
            pageRequest, SignInPages.SIGN_IN, FlashMessage.of(FlashMessage.Kind.SIGN_IN_ENDED))
        : pageRenderer.goTo(pageRequest, SignInPages.SIGN_IN);
  }

  private Response show(
      PageRequest pageRequest,
      OAuthTokens.Valid valid,
      int status,
      FormModel formModel,
      FlashMessage flashMessage) {
    return pageRenderer.show(
        pageRequest,
        status,
        ACCOUNT,
        "account",
        Map.of(
            "form",
            formModel,
            "notice",
            flashMessage.key(),
            "customer",
            AccountView.of(valid.customer()),
            "rules",
            PasswordRulesView.of(pageRenderer, pageRequest, settings.current().passwordPolicy())));
  }
}
