package dev.rekey.adapter.in.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.application.ForceSignIn;
import dev.rekey.application.TriggerPasswordReset;
import dev.rekey.http.Right;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;

/// What support does for a customer: start a reset, end everything that is signed in. Neither shows
/// a password, a token or a link.
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SupportResource {
  private final TriggerPasswordReset triggerPasswordReset;
  private final ForceSignIn forceSignIn;
  private final Accepted accepted;
  private final Problems problems;
  private final Caller caller;
  private final SecurityIdentity identity;

  SupportResource(
      TriggerPasswordReset triggerPasswordReset,
      ForceSignIn forceSignIn,
      Accepted accepted,
      Problems problems,
      Caller caller,
      SecurityIdentity identity) {
    this.triggerPasswordReset = triggerPasswordReset;
    this.forceSignIn = forceSignIn;
    this.accepted = accepted;
    this.problems = problems;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Path("/{id}/password-resets")
  @RolesAllowed(Right.CUSTOMERS_RESET_PASSWORD)
  public Response resetPassword(
      @PathParam("id") String id,
      @Context RoutingContext routing,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    if (!BodyLimit.isEmpty(request)) {
      if (!MediaTypes.isJson(headers)) {
        throw new NotSupportedException();
      }
      // not as an argument of its own: a form would be waited for, which has been read already
      Buffer body = routing.body().buffer();
      JsonBody.read(body == null ? null : body.getBytes()).end();
    }
    TriggerPasswordReset.Outcome outcome =
        triggerPasswordReset.trigger(CustomerIds.of(id), caller.administrator(identity, request));
    return switch (outcome) {
      case TriggerPasswordReset.Outcome.Decided decided ->
          accepted.answer(headers, decided.admission(), "reset-triggered.accepted");
      case TriggerPasswordReset.Outcome.NoEmail _ ->
          problems.answer(headers, ProblemType.CUSTOMER_HAS_NO_EMAIL);
      case TriggerPasswordReset.Outcome.UnknownCustomer _ ->
          problems.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  @POST
  @Path("/{id}/force-sign-in")
  @RolesAllowed(Right.CUSTOMERS_FORCE_SIGN_IN)
  public Response forceSignIn(
      @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return switch (forceSignIn.force(CustomerIds.of(id), caller.administrator(identity, request))) {
      case ForceSignIn.Outcome.Revoked revoked ->
          Response.ok(
                  new Revoked(
                      revoked.revocation().revokedTokens(),
                      revoked.revocation().validFrom(),
                      revoked.pending()))
              .build();
      case ForceSignIn.Outcome.NoOAuthTokens _ ->
          problems.answer(headers, ProblemType.CUSTOMER_HAS_NO_OAUTH_TOKENS);
      case ForceSignIn.Outcome.UnknownCustomer _ ->
          problems.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Revoked(int revokedTokens, Instant tokensValidFrom, List<String> pending) {}
}
