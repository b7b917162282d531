package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.reset.RenewResetLink;
import dev.rekey.application.reset.ValidateResetToken;
import dev.rekey.application.signin.RememberDevice;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.ResetToken;
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

/// The page that a mailed link opens. The token is in the fragment, which browsers do not send. The
/// page's script copies it into the form, or a person pastes the link there. The token is only in
/// the form's body and never in a URL.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
public class ResetPasswordPages {
  static final String RESET_PASSWORD = "reset-password";

  /// Differs from the path of the page. On the same path a second link would differ only in its
  /// fragment, and a browser would not reload the page.
  static final String CONFIRM = RESET_PASSWORD + "/confirm";

  static final String NEW_LINK = RESET_PASSWORD + "/new-link";
  static final String DONE = RESET_PASSWORD + "/done";

  private static final String TOKEN = "token";
  private static final String LINK = "link";

  private final PageRenderer pageRenderer;
  private final ValidateResetToken validateResetToken;
  private final ConfirmPasswordReset confirmPasswordReset;
  private final RenewResetLink renewResetLink;
  private final RememberDevice rememberDevice;
  private final StorefrontSessions storefrontSessions;
  private final SettingsStore settings;

  ResetPasswordPages(
      PageRenderer pageRenderer,
      ValidateResetToken validateResetToken,
      ConfirmPasswordReset confirmPasswordReset,
      RenewResetLink renewResetLink,
      RememberDevice rememberDevice,
      StorefrontSessions storefrontSessions,
      SettingsStore settings) {
    this.pageRenderer = pageRenderer;
    this.validateResetToken = validateResetToken;
    this.confirmPasswordReset = confirmPasswordReset;
    this.renewResetLink = renewResetLink;
    this.rememberDevice = rememberDevice;
    this.storefrontSessions = storefrontSessions;
    this.settings = settings;
  }

  @GET
  @Path(PageRequests.STORE + RESET_PASSWORD)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        RESET_PASSWORD,
        pageRequest -> show(pageRequest, 200, new FormModel(pageRequest.csrfToken())));
  }

  @POST
  @Path(PageRequests.STORE + CONFIRM)
  public Response confirm(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(store, request, RESET_PASSWORD, body, this::confirm);
  }

  @POST
  @Path(PageRequests.STORE + NEW_LINK)
  public Response renew(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(store, request, RESET_PASSWORD, body, this::renew);
  }

  /// Answers a reload of a form's response, or a change of its language.
  @GET
  @Path(PageRequests.STORE + CONFIRM)
  public Response confirmed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        RESET_PASSWORD,
        pageRequest -> pageRenderer.goTo(pageRequest, RESET_PASSWORD));
  }

  @GET
  @Path(PageRequests.STORE + NEW_LINK)
  public Response renewed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return confirmed(store, request);
  }

  @GET
  @Path(PageRequests.STORE + DONE)
  public Response done(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        DONE,
        pageRequest -> pageRenderer.show(pageRequest, 200, DONE, "password-set", Map.of()));
  }

  private Response confirm(PageRequest pageRequest, UrlEncodedForm form) {
    ResetToken token = token(form);
    boolean nothingPasted = form.text(TOKEN).isEmpty() && form.text(LINK).isBlank();
    FormModel formModel = new FormModel(pageRequest.csrfToken());
    if (nothingPasted) {
      formModel.addError(LINK, pageRenderer.text(pageRequest, "page.reset.link.missing"));
      return show(pageRequest, 422, formModel);
    }
    if (token == null) {
      return unknown(pageRequest);
    }
    formModel.with(TOKEN, token.secret().reveal());
    String password = form.text(PasswordRulesView.NEW);
    if (password.isEmpty()) {
      return unanswered(pageRequest, token, formModel);
    }
    ConfirmPasswordReset.Outcome outcome =
        confirmPasswordReset.confirm(
            token,
            Password.of(password),
            Password.of(form.text(PasswordRulesView.REPEAT)),
            pageRequest.visitor());
    return switch (outcome) {
      case ConfirmPasswordReset.Outcome.Changed changed -> {
        // any sign-in in this browser ends: the next user of the browser must sign in
        storefrontSessions.end(pageRequest);
        rememberDevice.remember(changed.customer()).ifPresent(pageRequest::knownBy);
        yield pageRenderer.goTo(pageRequest, DONE);
      }
      case ConfirmPasswordReset.Outcome.Rejected rejected -> {
        PasswordRulesView.addErrors(pageRenderer, pageRequest, formModel, rejected.violations());
        yield show(pageRequest, 422, formModel);
      }
      case ConfirmPasswordReset.Outcome.Used _ -> used(pageRequest, token);
      case ConfirmPasswordReset.Outcome.Expired _ -> expired(pageRequest, token);
      case ConfirmPasswordReset.Outcome.Unknown _ -> unknown(pageRequest);
    };
  }

  /// Answers a form without a password: reports whether the link is valid.
  private Response unanswered(PageRequest pageRequest, ResetToken token, FormModel formModel) {
    return switch (validateResetToken.validate(token)) {
      case ValidateResetToken.Outcome.Usable _ ->
          show(
              pageRequest,
              422,
              formModel.addError(
                  PasswordRulesView.NEW, pageRenderer.text(pageRequest, "page.reset.new.missing")));
      case ValidateResetToken.Outcome.Used _ -> used(pageRequest, token);
      case ValidateResetToken.Outcome.Expired _ -> expired(pageRequest, token);
      case ValidateResetToken.Outcome.Unknown _ -> unknown(pageRequest);
    };
  }

  private Response renew(PageRequest pageRequest, UrlEncodedForm form) {
    ResetToken token = token(form);
    if (token == null) {
      return unknown(pageRequest);
    }
    return switch (renewResetLink.renew(token, pageRequest.visitor())) {
      case RenewResetLink.Outcome.Decided decided ->
          ForgotPasswordPages.decided(pageRenderer, pageRequest, decided.admission());
      case RenewResetLink.Outcome.StillUsable _ ->
          show(
              pageRequest,
              200,
              new FormModel(pageRequest.csrfToken()).with(TOKEN, token.secret().reveal()));
      case RenewResetLink.Outcome.Unknown _ -> unknown(pageRequest);
    };
  }

  private Response used(PageRequest pageRequest, ResetToken token) {
    return dead(pageRequest, 410, "problem.reset-token-used", token);
  }

  private Response expired(PageRequest pageRequest, ResetToken token) {
    return dead(pageRequest, 410, "problem.reset-token-expired", token);
  }

  private Response unknown(PageRequest pageRequest) {
    return dead(pageRequest, 404, "problem.reset-token-unknown", null);
  }

  private Response dead(
      PageRequest pageRequest, int status, String text, @Nullable ResetToken token) {
    FormModel formModel = new FormModel(pageRequest.csrfToken());
    if (token != null) {
      formModel.with(TOKEN, token.secret().reveal());
    }
    return pageRenderer.show(
        pageRequest, status, RESET_PASSWORD, "link-dead", Map.of("form", formModel, "why", text));
  }

  private Response show(PageRequest pageRequest, int status, FormModel formModel) {
    return pageRenderer.show(
        pageRequest,
        status,
        RESET_PASSWORD,
        "reset-password",
        Map.of(
            "form",
            formModel,
            "rules",
            PasswordRulesView.of(pageRenderer, pageRequest, settings.current().passwordPolicy())));
  }

  /// The token that the script took out of the address, or else that of the link that was pasted.
  private static @Nullable ResetToken token(UrlEncodedForm form) {
    String token = form.text(TOKEN);
    return ResetToken.parse(token.isEmpty() ? PastedLink.token(form.text(LINK)) : token)
        .orElse(null);
  }
}
