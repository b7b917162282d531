package dev.rekey.adapter.in.web;

import dev.rekey.application.port.OAuthTokens;
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
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false")
class AccountPages {
  static final String ACCOUNT = "account";
  static final String SIGN_OUT = "sign-out";

  private final Pages pages;
  private final Sessions sessions;

  AccountPages(Pages pages, Sessions sessions) {
    this.pages = pages;
    this.sessions = sessions;
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
                .map(valid ->
                    show(visit, valid, 200, new Form(visit.formToken()), Notice.in(request)))
                .orElseGet(() -> toSignIn(visit)));
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
          return pages.goTo(visit, Notice.SIGNED_OUT.on(SignInPages.SIGN_IN));
        });
  }

  private Response toSignIn(Visit visit) {
    boolean ended = visit.session().isPresent();
    visit.signedOut();
    return pages.goTo(
        visit, ended ? Notice.SIGN_IN_ENDED.on(SignInPages.SIGN_IN) : SignInPages.SIGN_IN);
  }

  private Response show(
      Visit visit, OAuthTokens.Valid valid, int status, Form form, Notice notice) {
    return pages.show(
        visit,
        status,
        ACCOUNT,
        "account",
        Map.of("form", form, "notice", notice.key(), "customer", Profile.of(valid.customer())));
  }
}
