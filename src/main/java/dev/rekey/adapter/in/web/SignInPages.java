package dev.rekey.adapter.in.web;

import dev.rekey.application.SignIn;
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

/// Where customers sign in.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
class SignInPages {
  static final String SIGN_IN = "sign-in";

  private final Pages pages;
  private final SignIn signIn;
  private final Sessions sessions;

  SignInPages(Pages pages, SignIn signIn, Sessions sessions) {
    this.pages = pages;
    this.signIn = signIn;
    this.sessions = sessions;
  }

  @GET
  @Path(Visits.STORE + SIGN_IN)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store,
        request,
        SIGN_IN,
        visit ->
            sessions.of(visit).isPresent()
                ? pages.goTo(visit, AccountPages.ACCOUNT)
                : show(visit, 200, new Form(visit.formToken()), visit.told()));
  }

  @POST
  @Path(Visits.STORE + SIGN_IN)
  public Response signIn(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(store, request, SIGN_IN, body, this::signIn);
  }

  private Response signIn(Visit visit, Submitted submitted) {
    String typed = submitted.text("email");
    EmailAddress email = EmailAddress.parse(typed).orElse(null);
    Form form = new Form(visit.formToken()).with("email", typed);
    if (email == null) {
      form.wrong("email", pages.say(visit, "page.email.wrong"));
    }
    if (submitted.text("password").isEmpty()) {
      form.wrong("password", pages.say(visit, "page.password.missing"));
    }
    if (email == null || form.failed()) {
      return show(visit, 422, form, Notice.NONE);
    }
    SignIn.Outcome outcome =
        signIn.signIn(
            visit.store().id(), email, Password.of(submitted.text("password")), visit.visitor());
    return switch (outcome) {
      case SignIn.Outcome.SignedIn signedIn -> {
        sessions.begin(visit, signedIn.token());
        yield pages.goTo(visit, AccountPages.ACCOUNT);
      }
      case SignIn.Outcome.Refused _ ->
          show(
              visit,
              422,
              form.wrong("email", pages.say(visit, "problem.invalid-credentials.detail")),
              Notice.NONE);
    };
  }

  private Response show(Visit visit, int status, Form form, Notice notice) {
    return pages.show(
        visit, status, SIGN_IN, "sign-in", Map.of("form", form, "notice", notice.key()));
  }
}
