package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.adapter.in.web.page.PageRequests;
import dev.rekey.application.password.DisputePasswordChange;
import dev.rekey.domain.reset.DisputeToken;
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

/// The page that the link of a notice mail opens. Loading it changes nothing, with or without
/// scripts; only submitting the form does.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
public class DisputePages {
  static final String NOT_ME = "not-me";

  /// Differs from the path of the page, for the same reason as [ResetPasswordPages#CONFIRM].
  static final String CONFIRM = NOT_ME + "/confirm";

  static final String DONE = NOT_ME + "/done";

  private static final String TOKEN = "token";
  private static final String LINK = "link";

  private final PageRenderer pageRenderer;
  private final DisputePasswordChange disputePasswordChange;
  private final StorefrontSessions storefrontSessions;

  DisputePages(
      PageRenderer pageRenderer,
      DisputePasswordChange disputePasswordChange,
      StorefrontSessions storefrontSessions) {
    this.pageRenderer = pageRenderer;
    this.disputePasswordChange = disputePasswordChange;
    this.storefrontSessions = storefrontSessions;
  }

  @GET
  @Path(PageRequests.STORE + NOT_ME)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        NOT_ME,
        pageRequest -> show(pageRequest, 200, new FormModel(pageRequest.csrfToken())));
  }

  @POST
  @Path(PageRequests.STORE + CONFIRM)
  public Response confirm(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pageRenderer.answer(store, request, NOT_ME, body, this::confirm);
  }

  /// Answers a reload of a form's response, or a change of its language.
  @GET
  @Path(PageRequests.STORE + CONFIRM)
  public Response confirmed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store, request, NOT_ME, pageRequest -> pageRenderer.goTo(pageRequest, NOT_ME));
  }

  @GET
  @Path(PageRequests.STORE + DONE)
  public Response done(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pageRenderer.answer(
        store,
        request,
        DONE,
        pageRequest -> pageRenderer.show(pageRequest, 200, DONE, "not-me-done", Map.of()));
  }

  private Response confirm(PageRequest pageRequest, UrlEncodedForm form) {
    String given = form.text(TOKEN);
    String pasted = form.text(LINK);
    if (given.isEmpty() && pasted.isBlank()) {
      return show(
          pageRequest,
          422,
          new FormModel(pageRequest.csrfToken())
              .addError(LINK, pageRenderer.text(pageRequest, "page.reset.link.missing")));
    }
    DisputePasswordChange.Outcome outcome =
        DisputeToken.parse(given.isEmpty() ? PastedLink.token(pasted) : given)
            .map(token -> disputePasswordChange.dispute(token, pageRequest.visitor()))
            .orElseGet(DisputePasswordChange.Outcome.Unknown::new);
    return switch (outcome) {
      case DisputePasswordChange.Outcome.Disputed _ -> {
        // any sign-in in this browser ends: the next user of the browser must sign in
        storefrontSessions.end(pageRequest);
        yield pageRenderer.goTo(pageRequest, DONE);
      }
      case DisputePasswordChange.Outcome.Used _ ->
          dead(pageRequest, 410, "problem.dispute-token-used");
      case DisputePasswordChange.Outcome.Expired _ ->
          dead(pageRequest, 410, "problem.dispute-token-expired");
      case DisputePasswordChange.Outcome.Unknown _ ->
          dead(pageRequest, 404, "problem.dispute-token-unknown");
    };
  }

  private Response dead(PageRequest pageRequest, int status, String text) {
    return pageRenderer.show(
        pageRequest,
        status,
        NOT_ME,
        "link-dead",
        Map.of("form", new FormModel(pageRequest.csrfToken()), "why", text));
  }

  private Response show(PageRequest pageRequest, int status, FormModel formModel) {
    return pageRenderer.show(pageRequest, status, NOT_ME, "not-me", Map.of("form", formModel));
  }
}
