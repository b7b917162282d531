package dev.rekey.adapter.in.web;

import dev.rekey.application.ConfirmPasswordReset;
import dev.rekey.application.RenewResetLink;
import dev.rekey.application.ValidateResetToken;
import dev.rekey.application.port.SettingsStore;
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

/// Where a mailed link leads. The token is in the fragment, which no server sees: the page's script
/// puts it into the form, or a person pastes the link there. It comes with what the person sends
/// and goes back into the form only, never into an address.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
class ResetPasswordPages {
  static final String RESET_PASSWORD = "reset-password";

  /// Not the page's own path: a browser that is there already would not load the page again for
  /// another link, which differs in its fragment only.
  static final String CONFIRM = RESET_PASSWORD + "/confirm";

  static final String NEW_LINK = RESET_PASSWORD + "/new-link";
  static final String DONE = RESET_PASSWORD + "/done";

  private static final String TOKEN = "token";
  private static final String LINK = "link";

  private final Pages pages;
  private final ValidateResetToken validateResetToken;
  private final ConfirmPasswordReset confirmPasswordReset;
  private final RenewResetLink renewResetLink;
  private final Sessions sessions;
  private final SettingsStore settings;

  ResetPasswordPages(
      Pages pages,
      ValidateResetToken validateResetToken,
      ConfirmPasswordReset confirmPasswordReset,
      RenewResetLink renewResetLink,
      Sessions sessions,
      SettingsStore settings) {
    this.pages = pages;
    this.validateResetToken = validateResetToken;
    this.confirmPasswordReset = confirmPasswordReset;
    this.renewResetLink = renewResetLink;
    this.sessions = sessions;
    this.settings = settings;
  }

  @GET
  @Path(Visits.STORE + RESET_PASSWORD)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, RESET_PASSWORD, visit -> show(visit, 200, new Form(visit.formToken())));
  }

  @POST
  @Path(Visits.STORE + CONFIRM)
  public Response confirm(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(store, request, RESET_PASSWORD, body, this::confirm);
  }

  @POST
  @Path(Visits.STORE + NEW_LINK)
  public Response renew(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(store, request, RESET_PASSWORD, body, this::renew);
  }

  /// Who reloads the answer to a form, or asks for it in another language.
  @GET
  @Path(Visits.STORE + CONFIRM)
  public Response confirmed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(store, request, RESET_PASSWORD, visit -> pages.goTo(visit, RESET_PASSWORD));
  }

  @GET
  @Path(Visits.STORE + NEW_LINK)
  public Response renewed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return confirmed(store, request);
  }

  @GET
  @Path(Visits.STORE + DONE)
  public Response done(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, DONE, visit -> pages.show(visit, 200, DONE, "password-set", Map.of()));
  }

  private Response confirm(Visit visit, Submitted submitted) {
    ResetToken token = token(submitted);
    boolean nothingPasted = submitted.text(TOKEN).isEmpty() && submitted.text(LINK).isBlank();
    Form form = new Form(visit.formToken());
    if (nothingPasted) {
      form.wrong(LINK, pages.say(visit, "page.reset.link.missing"));
      return show(visit, 422, form);
    }
    if (token == null) {
      return unknown(visit);
    }
    form.with(TOKEN, token.secret().reveal());
    String password = submitted.text(PasswordRules.NEW);
    if (password.isEmpty()) {
      return unanswered(visit, token, form);
    }
    ConfirmPasswordReset.Outcome outcome =
        confirmPasswordReset.confirm(
            token,
            Password.of(password),
            Password.of(submitted.text(PasswordRules.REPEAT)),
            visit.visitor());
    return switch (outcome) {
      case ConfirmPasswordReset.Outcome.Changed _ -> {
        // whoever it was that was signed in here: the next to use this browser signs in
        sessions.end(visit);
        yield pages.goTo(visit, DONE);
      }
      case ConfirmPasswordReset.Outcome.Rejected rejected -> {
        PasswordRules.tell(pages, visit, form, rejected.violations());
        yield show(visit, 422, form);
      }
      case ConfirmPasswordReset.Outcome.Used _ -> used(visit, token);
      case ConfirmPasswordReset.Outcome.Expired _ -> expired(visit, token);
      case ConfirmPasswordReset.Outcome.Unknown _ -> unknown(visit);
    };
  }

  /// Who sends no password hears at least whether the link works.
  private Response unanswered(Visit visit, ResetToken token, Form form) {
    return switch (validateResetToken.validate(token)) {
      case ValidateResetToken.Outcome.Usable _ ->
          show(
              visit,
              422,
              form.wrong(PasswordRules.NEW, pages.say(visit, "page.reset.new.missing")));
      case ValidateResetToken.Outcome.Used _ -> used(visit, token);
      case ValidateResetToken.Outcome.Expired _ -> expired(visit, token);
      case ValidateResetToken.Outcome.Unknown _ -> unknown(visit);
    };
  }

  private Response renew(Visit visit, Submitted submitted) {
    ResetToken token = token(submitted);
    if (token == null) {
      return unknown(visit);
    }
    return switch (renewResetLink.renew(token, visit.visitor())) {
      case RenewResetLink.Outcome.Decided decided ->
          ForgotPasswordPages.decided(pages, visit, decided.admission());
      case RenewResetLink.Outcome.StillUsable _ ->
          show(visit, 200, new Form(visit.formToken()).with(TOKEN, token.secret().reveal()));
      case RenewResetLink.Outcome.Unknown _ -> unknown(visit);
    };
  }

  private Response used(Visit visit, ResetToken token) {
    return dead(visit, 410, "problem.reset-token-used", token);
  }

  private Response expired(Visit visit, ResetToken token) {
    return dead(visit, 410, "problem.reset-token-expired", token);
  }

  private Response unknown(Visit visit) {
    return dead(visit, 404, "problem.reset-token-unknown", null);
  }

  private Response dead(Visit visit, int status, String text, @Nullable ResetToken token) {
    Form form = new Form(visit.formToken());
    if (token != null) {
      form.with(TOKEN, token.secret().reveal());
    }
    return pages.show(
        visit, status, RESET_PASSWORD, "link-dead", Map.of("form", form, "why", text));
  }

  private Response show(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        RESET_PASSWORD,
        "reset-password",
        Map.of(
            "form",
            form,
            "rules",
            PasswordRules.of(pages, visit, settings.current().passwordPolicy())));
  }

  /// The token that the script took out of the address, or else that of the link that was pasted.
  private static @Nullable ResetToken token(Submitted submitted) {
    String token = submitted.text(TOKEN);
    return ResetToken.parse(token.isEmpty() ? PastedLink.token(submitted.text(LINK)) : token)
        .orElse(null);
  }
}
