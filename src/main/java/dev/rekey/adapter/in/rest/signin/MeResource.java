package dev.rekey.adapter.in.rest.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.AccessDeniedException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.request.BuiltInAccountsOnly;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.password.ChangePassword;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.revocation.AccessToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The customer that the bearer token identifies.
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class MeResource {
  private final ChangePassword changePassword;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final BuiltInAccountsOnly accounts;

  MeResource(
      ChangePassword changePassword,
      ProblemResponses problemResponses,
      Caller caller,
      BuiltInAccountsOnly accounts) {
    this.changePassword = changePassword;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.accounts = accounts;
  }

  @GET
  public Profile read(@Context HttpHeaders headers, @Context HttpServerRequest request) {
    Customer customer = caller.require(headers, request).customer();
    EmailAddress email = customer.email();
    return new Profile(
        customer.id().value(),
        email == null ? null : email.value(),
        customer.store().value(),
        customer.locale().toLanguageTag(),
        customer.name());
  }

  @PUT
  @Path("/password")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changePassword(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    // authentication comes first: an anonymous caller must not learn the schema of the body
    AccessToken token = caller.token(headers).orElseThrow(AccessDeniedException::unauthenticated);
    caller.require(headers, request);
    accounts.require();
    JsonRequest json = JsonRequest.read(body);
    Password current = Password.of(json.text("currentPassword"));
    Password replacement = Password.of(json.text("newPassword"));
    json.throwIfInvalid();
    ChangePassword.Outcome outcome =
        changePassword.change(token, current, replacement, null, caller.visitor(request));
    return switch (outcome) {
      case ChangePassword.Outcome.Changed _ -> Response.noContent().build();
      case ChangePassword.Outcome.Rejected rejected ->
          problemResponses.rejected(headers, rejected.violations());
      case ChangePassword.Outcome.Limited limited ->
          problemResponses.tooMany(headers, limited.decision());
      case ChangePassword.Outcome.NotASignIn _ ->
          problemResponses.forbidden(headers, Roles.SIGN_IN);
      case ChangePassword.Outcome.SignedOut _ -> problemResponses.unauthenticated(headers);
    };
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Profile(
      String id, @Nullable String email, String store, String locale, @Nullable String name) {}
}
