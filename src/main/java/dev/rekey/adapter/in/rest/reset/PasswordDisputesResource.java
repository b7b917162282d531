package dev.rekey.adapter.in.rest.reset;

import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.password.DisputePasswordChange;
import dev.rekey.domain.reset.DisputeToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a customer dispute the password change that a notice mail announced.
@Path("/password-changes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class PasswordDisputesResource {
  private final DisputePasswordChange disputePasswordChange;
  private final ProblemResponses problemResponses;
  private final Caller caller;

  PasswordDisputesResource(
      DisputePasswordChange disputePasswordChange,
      ProblemResponses problemResponses,
      Caller caller) {
    this.disputePasswordChange = disputePasswordChange;
    this.problemResponses = problemResponses;
    this.caller = caller;
  }

  @POST
  @Path("/dispute")
  public Response dispute(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(body);
    @Nullable String token =
        json.parsed(
            "token",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(text),
            "invalid.token");
    json.throwIfInvalid();
    DisputePasswordChange.Outcome outcome =
        Optional.ofNullable(token)
            .flatMap(DisputeToken::parse)
            .map(parsed -> disputePasswordChange.dispute(parsed, caller.visitor(request)))
            .orElseGet(DisputePasswordChange.Outcome.Unknown::new);
    return switch (outcome) {
      case DisputePasswordChange.Outcome.Disputed _ -> Response.noContent().build();
      case DisputePasswordChange.Outcome.Used _ ->
          problemResponses.answer(headers, ProblemType.DISPUTE_TOKEN_USED);
      case DisputePasswordChange.Outcome.Expired _ ->
          problemResponses.answer(headers, ProblemType.DISPUTE_TOKEN_EXPIRED);
      case DisputePasswordChange.Outcome.Unknown _ ->
          problemResponses.answer(headers, ProblemType.DISPUTE_TOKEN_UNKNOWN);
    };
  }
}
