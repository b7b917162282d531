package dev.rekey.adapter.in.rest.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.BodySizeLimit;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.ContentTypeFilter;
import dev.rekey.adapter.in.rest.request.CustomerIdParameter;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.ResetAdmissionResponse;
import dev.rekey.application.reset.TriggerPasswordReset;
import dev.rekey.application.revocation.ForceSignIn;
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

/// Support actions for a customer: start a reset, force sign-in. Neither returns a password, a
/// token or a link.
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CustomerActionsResource {
  private final TriggerPasswordReset triggerPasswordReset;
  private final ForceSignIn forceSignIn;
  private final ResetAdmissionResponse resetAdmissionResponse;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  CustomerActionsResource(
      TriggerPasswordReset triggerPasswordReset,
      ForceSignIn forceSignIn,
      ResetAdmissionResponse resetAdmissionResponse,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.triggerPasswordReset = triggerPasswordReset;
    this.forceSignIn = forceSignIn;
    this.resetAdmissionResponse = resetAdmissionResponse;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Path("/{id}/password-resets")
  @RolesAllowed(Roles.CUSTOMERS_RESET_PASSWORD)
  public Response resetPassword(
      @PathParam("id") String id,
      @Context RoutingContext routing,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    if (!BodySizeLimit.isEmpty(request)) {
      if (!ContentTypeFilter.isJson(headers)) {
        throw new NotSupportedException();
      }
      // not a method argument: Quarkus REST would wait for the body of a form that is already read
      Buffer body = routing.body().buffer();
      JsonRequest.read(body == null ? null : body.getBytes()).throwIfInvalid();
    }
    TriggerPasswordReset.Outcome outcome =
        triggerPasswordReset.trigger(
            CustomerIdParameter.of(id), caller.administrator(identity, request));
    return switch (outcome) {
      case TriggerPasswordReset.Outcome.Decided decided ->
          resetAdmissionResponse.answer(headers, decided.admission(), "reset-triggered.accepted");
      case TriggerPasswordReset.Outcome.NoEmail _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_HAS_NO_EMAIL);
      case TriggerPasswordReset.Outcome.UnknownCustomer _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  @POST
  @Path("/{id}/force-sign-in")
  @RolesAllowed(Roles.CUSTOMERS_FORCE_SIGN_IN)
  public Response forceSignIn(
      @PathParam("id") String id,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    return switch (forceSignIn.force(
        CustomerIdParameter.of(id), caller.administrator(identity, request))) {
      case ForceSignIn.Outcome.Revoked revoked ->
          Response.ok(
                  new Revoked(
                      revoked.revocation().revokedTokens(),
                      revoked.revocation().validFrom(),
                      revoked.pending()))
              .build();
      case ForceSignIn.Outcome.NoOAuthTokens _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_HAS_NO_OAUTH_TOKENS);
      case ForceSignIn.Outcome.UnknownCustomer _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Revoked(int revokedTokens, Instant tokensValidFrom, List<String> pending) {}
}
