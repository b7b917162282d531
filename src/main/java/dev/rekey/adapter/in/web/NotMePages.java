package dev.rekey.adapter.in.web;

import dev.rekey.application.DisputePasswordChange;
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

/// Where the link of a notice leads. Loading it, with scripts or without, changes nothing: only the
/// form that a person sends does.
@Path("/")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(name = "rekey.pages.storefront", stringValue = "false", disableIfMissing = true)
class NotMePages {
  static final String NOT_ME = "not-me";

  /// Not the page's own path, for the same reason as [ResetPasswordPages#CONFIRM].
  static final String CONFIRM = NOT_ME + "/confirm";

  static final String DONE = NOT_ME + "/done";

  private static final String TOKEN = "token";
  private static final String LINK = "link";

  private final Pages pages;
  private final DisputePasswordChange disputePasswordChange;
  private final Sessions sessions;

  NotMePages(Pages pages, DisputePasswordChange disputePasswordChange, Sessions sessions) {
    this.pages = pages;
    this.disputePasswordChange = disputePasswordChange;
    this.sessions = sessions;
  }

  @GET
  @Path(Visits.STORE + NOT_ME)
  public Response form(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, NOT_ME, visit -> show(visit, 200, new Form(visit.formToken())));
  }

  @POST
  @Path(Visits.STORE + CONFIRM)
  public Response confirm(
      @PathParam("store") String store,
      byte @Nullable [] body,
      @Context HttpServerRequest request) {
    return pages.answer(store, request, NOT_ME, body, this::confirm);
  }

  /// Who reloads the answer to a form, or asks for it in another language.
  @GET
  @Path(Visits.STORE + CONFIRM)
  public Response confirmed(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(store, request, NOT_ME, visit -> pages.goTo(visit, NOT_ME));
  }

  @GET
  @Path(Visits.STORE + DONE)
  public Response done(@PathParam("store") String store, @Context HttpServerRequest request) {
    return pages.answer(
        store, request, DONE, visit -> pages.show(visit, 200, DONE, "not-me-done", Map.of()));
  }

  private Response confirm(Visit visit, Submitted submitted) {
    String given = submitted.text(TOKEN);
    String pasted = submitted.text(LINK);
    if (given.isEmpty() && pasted.isBlank()) {
      return show(
          visit,
          422,
          new Form(visit.formToken()).wrong(LINK, pages.say(visit, "page.reset.link.missing")));
    }
    DisputePasswordChange.Outcome outcome =
        DisputeToken.parse(given.isEmpty() ? PastedLink.token(pasted) : given)
            .map(token -> disputePasswordChange.dispute(token, visit.visitor()))
            .orElseGet(DisputePasswordChange.Outcome.Unknown::new);
    return switch (outcome) {
      case DisputePasswordChange.Outcome.Disputed _ -> {
        // whoever it was that was signed in here: the next to use this browser signs in
        sessions.end(visit);
        yield pages.goTo(visit, DONE);
      }
      case DisputePasswordChange.Outcome.Used _ -> dead(visit, 410, "problem.dispute-token-used");
      case DisputePasswordChange.Outcome.Expired _ ->
          dead(visit, 410, "problem.dispute-token-expired");
      case DisputePasswordChange.Outcome.Unknown _ ->
          dead(visit, 404, "problem.dispute-token-unknown");
    };
  }

  private Response dead(Visit visit, int status, String text) {
    return pages.show(
        visit,
        status,
        NOT_ME,
        "link-dead",
        Map.of("form", new Form(visit.formToken()), "why", text));
  }

  private Response show(Visit visit, int status, Form form) {
    return pages.show(visit, status, NOT_ME, "not-me", Map.of("form", form));
  }
}
