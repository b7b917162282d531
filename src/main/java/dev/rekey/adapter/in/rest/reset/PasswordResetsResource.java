package dev.rekey.adapter.in.rest.reset;

import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.ResetAdmissionResponse;
import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.reset.RequestPasswordReset;
import dev.rekey.application.reset.ValidateResetToken;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.store.StoreId;
import io.smallrye.common.annotation.NonBlocking;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Password reset at the storefront: request, validate and confirm.
@Path("/password-resets")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class PasswordResetsResource {
  private final RequestPasswordReset requestPasswordReset;
  private final ValidateResetToken validateResetToken;
  private final ConfirmPasswordReset confirmPasswordReset;
  private final ResetAdmissionResponse resetAdmissionResponse;
  private final ProblemResponses problemResponses;
  private final StoreParameter stores;
  private final Caller caller;

  PasswordResetsResource(
      RequestPasswordReset requestPasswordReset,
      ValidateResetToken validateResetToken,
      ConfirmPasswordReset confirmPasswordReset,
      ResetAdmissionResponse resetAdmissionResponse,
      ProblemResponses problemResponses,
      StoreParameter stores,
      Caller caller) {
    this.requestPasswordReset = requestPasswordReset;
    this.validateResetToken = validateResetToken;
    this.confirmPasswordReset = confirmPasswordReset;
    this.resetAdmissionResponse = resetAdmissionResponse;
    this.problemResponses = problemResponses;
    this.stores = stores;
    this.caller = caller;
  }

  // Runs on the I/O thread, since nothing here blocks. Any client can make this call at a high
  // rate.
  @POST
  @NonBlocking
  public CompletionStage<Response> request(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(body);
    EmailAddress email = json.parsed("email", EmailAddress::parse, "invalid.email");
    StoreId store = stores.of(json);
    json.throwIfInvalid();
    return requestPasswordReset
        .request(store, Objects.requireNonNull(email), caller.visitor(request))
        .thenApply(rateLimitDecision ->
            resetAdmissionResponse.answer(headers, rateLimitDecision, "request.accepted"));
  }

  @POST
  @Path("/validate")
  @RunOnVirtualThread
  public Response validate(byte @Nullable [] body, @Context HttpHeaders headers) {
    JsonRequest json = JsonRequest.read(body);
    String token = token(json);
    json.throwIfInvalid();
    ValidateResetToken.Outcome outcome =
        ResetToken.parse(token)
            .map(validateResetToken::validate)
            .orElseGet(ValidateResetToken.Outcome.Unknown::new);
    return switch (outcome) {
      case ValidateResetToken.Outcome.Usable usable ->
          Response.ok(
                  new UsableLink(
                      usable.expiresAt().toString(), PasswordPolicyView.of(usable.policy())))
              .build();
      case ValidateResetToken.Outcome.Used _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_USED);
      case ValidateResetToken.Outcome.Expired _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_EXPIRED);
      case ValidateResetToken.Outcome.Unknown _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_UNKNOWN);
    };
  }

  @POST
  @Path("/confirm")
  @RunOnVirtualThread
  public Response confirm(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    JsonRequest json = JsonRequest.read(body);
    String token = token(json);
    Password password = Password.of(json.text("newPassword"));
    String again = json.optionalText("newPasswordConfirmation");
    json.throwIfInvalid();
    ConfirmPasswordReset.Outcome outcome =
        ResetToken.parse(token)
            .map(parsed ->
                confirmPasswordReset.confirm(
                    parsed,
                    password,
                    again == null ? null : Password.of(again),
                    caller.visitor(request)))
            .orElseGet(ConfirmPasswordReset.Outcome.Unknown::new);
    return switch (outcome) {
      case ConfirmPasswordReset.Outcome.Changed _ -> Response.noContent().build();
      case ConfirmPasswordReset.Outcome.Rejected rejected ->
          problemResponses.rejected(headers, rejected.violations());
      case ConfirmPasswordReset.Outcome.Used _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_USED);
      case ConfirmPasswordReset.Outcome.Expired _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_EXPIRED);
      case ConfirmPasswordReset.Outcome.Unknown _ ->
          problemResponses.answer(headers, ProblemType.RESET_TOKEN_UNKNOWN);
    };
  }

  private static String token(JsonRequest json) {
    @Nullable String token =
        json.parsed(
            "token",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(text),
            "invalid.token");
    // the value is not used if throwIfInvalid throws
    return token == null ? "" : token;
  }

  private record UsableLink(String expiresAt, PasswordPolicyView passwordPolicy) {}
}
