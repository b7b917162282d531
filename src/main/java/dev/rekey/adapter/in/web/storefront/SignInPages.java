package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FlashMessage;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
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

/// The sign-in page for customers.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
public class SignInPages {
  static final String SIGN_IN = "sign-in";

  private final PageRenderer pageRenderer;
  private final SignIn signIn;
  private final StorefrontSessions storefrontSessions;

  SignInPages(PageRenderer pageRenderer, SignIn signIn, StorefrontSessions storefrontSessions) {
    this.pageRenderer = pageRenderer;
    this.signIn = signIn;
    this.storefrontSessions = storefrontSessions;
  }

  @GET
  @Path(PageRequests.STORE + SIGN_IN)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        SIGN_IN,
        pageRequest ->
            storefrontSessions.of(pageRequest).isPresent()
                ? pageRenderer.goTo(pageRequest, AccountPages.ACCOUNT)
                : show(
                    pageRequest,
                    200,
                    new FormModel(pageRequest.csrfToken()),
                    pageRequest.takeFlash()));
  }

  @POST
  @Path(PageRequests.STORE + SIGN_IN)
  public Response signIn(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(store, request, SIGN_IN, body, this::signIn);
  }

  private Response signIn(PageRequest pageRequest, UrlEncodedForm form) {
    String typed = form.text("email");
    EmailAddress email = EmailAddress.parse(typed).orElse(null);
    FormModel formModel = new FormModel(pageRequest.csrfToken()).with("email", typed);
    if (email == null) {
      formModel.addError("email", pageRenderer.text(pageRequest, "page.email.wrong"));
    }
    if (form.text("password").isEmpty()) {
      formModel.addError("password", pageRenderer.text(pageRequest, "page.password.missing"));
    }
    if (email == null || formModel.failed()) {
      return show(pageRequest, 422, formModel, FlashMessage.NONE);
    }
    SignIn.Outcome outcome =
        signIn.signIn(
            pageRequest.store().id(),
            email,
            Password.of(form.text("password")),
            pageRequest.device().orElse(null),
            pageRequest.visitor());
    return switch (outcome) {
      case SignIn.Outcome.SignedIn signedIn -> {
        storefrontSessions.begin(pageRequest, signedIn.token());
        pageRequest.knownBy(signedIn.device());
        yield pageRenderer.goTo(pageRequest, AccountPages.ACCOUNT);
      }
      case SignIn.Outcome.Limited limited -> throw PageException.tooMany(limited.decision());
      case SignIn.Outcome.Refused _ ->
          show(
              pageRequest,
              422,
              formModel.addError(
                  "email", pageRenderer.text(pageRequest, "problem.invalid-credentials.detail")),
              FlashMessage.NONE);
    };
  }

  private Response show(
      PageRequest pageRequest, int status, FormModel formModel, FlashMessage flashMessage) {
    return pageRenderer.show(
        pageRequest,
        status,
        SIGN_IN,
        "sign-in",
        Map.of("form", formModel, "notice", flashMessage.key()));
  }
}
