package dev.rekey.adapter.in.web;

import dev.rekey.application.RequestPasswordReset;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.Admission;
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

/// Where a customer who forgot the password asks for a link. No page of it knows whether there is
/// such a customer.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
class ForgotPasswordPages {
  static final String FORGOT_PASSWORD = "forgot-password";
  static final String SENT = FORGOT_PASSWORD + "/sent";

  private final Pages pages;
  private final RequestPasswordReset requestPasswordReset;

  ForgotPasswordPages(Pages pages, RequestPasswordReset requestPasswordReset) {
    this.pages = pages;
    this.requestPasswordReset = requestPasswordReset;
  }

  @GET
  @Path(Visits.STORE + FORGOT_PASSWORD)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, FORGOT_PASSWORD, visit -> show(visit, 200, new Form(visit.formToken())));
  }

  @POST
  @Path(Visits.STORE + FORGOT_PASSWORD)
  public Response request(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(store, request, FORGOT_PASSWORD, body, this::request);
  }

  @GET
  @Path(Visits.STORE + SENT)
  public Response sent(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, SENT, visit -> pages.show(visit, 200, SENT, "link-sent", Map.of()));
  }

  /// The answer to a request for a link, whoever it was for.
  static Response decided(Pages pages, Visit visit, Admission admission) {
    return switch (admission) {
      case Admission.Admitted _ -> pages.goTo(visit, SENT);
      case Admission.Refused refused -> throw PageFailure.tooMany(refused.retryAfter());
    };
  }

  private Response request(Visit visit, Submitted submitted) {
    String typed = submitted.text("email");
    EmailAddress email = EmailAddress.parse(typed).orElse(null);
    if (email == null) {
      return show(
          visit,
          422,
          new Form(visit.formToken())
              .with("email", typed)
              .wrong("email", pages.say(visit, "page.email.wrong")));
    }
    return decided(
        pages,
        visit,
        requestPasswordReset
            .request(visit.store().id(), email, visit.visitor())
            .toCompletableFuture()
            .join());
  }

  private Response show(Visit visit, int status, Form form) {
    return pages.show(visit, status, FORGOT_PASSWORD, "forgot-password", Map.of("form", form));
  }
}
