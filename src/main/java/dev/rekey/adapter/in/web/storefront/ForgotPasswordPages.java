package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.application.reset.RequestPasswordReset;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.RateLimitDecision;
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

/// The page on which a customer requests a reset link. It does not depend on whether the account
/// exists.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
public class ForgotPasswordPages {
  static final String FORGOT_PASSWORD = "forgot-password";
  static final String SENT = FORGOT_PASSWORD + "/sent";

  private final PageRenderer pageRenderer;
  private final RequestPasswordReset requestPasswordReset;

  ForgotPasswordPages(PageRenderer pageRenderer, RequestPasswordReset requestPasswordReset) {
    this.pageRenderer = pageRenderer;
    this.requestPasswordReset = requestPasswordReset;
  }

  @GET
  @Path(PageRequests.STORE + FORGOT_PASSWORD)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        FORGOT_PASSWORD,
        pageRequest -> show(pageRequest, 200, new FormModel(pageRequest.csrfToken())));
  }

  @POST
  @Path(PageRequests.STORE + FORGOT_PASSWORD)
  public Response request(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(store, request, FORGOT_PASSWORD, body, this::request);
  }

  @GET
  @Path(PageRequests.STORE + SENT)
  public Response sent(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        SENT,
        pageRequest -> pageRenderer.show(pageRequest, 200, SENT, "link-sent", Map.of()));
  }

  /// Answers a request for a link, the same for every address.
  static Response decided(
      PageRenderer pageRenderer, PageRequest pageRequest, RateLimitDecision rateLimitDecision) {
    return switch (rateLimitDecision) {
      case RateLimitDecision.Allowed _ -> pageRenderer.goTo(pageRequest, SENT);
      case RateLimitDecision.Limited limited -> throw PageException.tooMany(limited);
    };
  }

  private Response request(PageRequest pageRequest, UrlEncodedForm form) {
    String typed = form.text("email");
    EmailAddress email = EmailAddress.parse(typed).orElse(null);
    if (email == null) {
      return show(
          pageRequest,
          422,
          new FormModel(pageRequest.csrfToken())
              .with("email", typed)
              .addError("email", pageRenderer.text(pageRequest, "page.email.wrong")));
    }
    return decided(
        pageRenderer,
        pageRequest,
        requestPasswordReset
            .request(pageRequest.store().id(), email, pageRequest.visitor())
            .toCompletableFuture()
            .join());
  }

  private Response show(PageRequest pageRequest, int status, FormModel formModel) {
    return pageRenderer.show(
        pageRequest, status, FORGOT_PASSWORD, "forgot-password", Map.of("form", formModel));
  }
}
