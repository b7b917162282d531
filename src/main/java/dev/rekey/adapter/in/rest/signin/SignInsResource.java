package dev.rekey.adapter.in.rest.signin;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.request.BuiltInAccountsOnly;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.StoreParameter;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.signin.SignIn;
import dev.rekey.application.signin.SignOut;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.store.StoreId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sign-ins of customers with built-in accounts.
@Path("/sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class SignInsResource {
  private final SignIn signIn;
  private final SignOut signOut;
  private final ProblemResponses problemResponses;
  private final StoreParameter stores;
  private final Caller caller;
  private final BuiltInAccountsOnly accounts;

  SignInsResource(
      SignIn signIn,
      SignOut signOut,
      ProblemResponses problemResponses,
      StoreParameter stores,
      Caller caller,
      BuiltInAccountsOnly accounts) {
    this.signIn = signIn;
    this.signOut = signOut;
    this.problemResponses = problemResponses;
    this.stores = stores;
    this.caller = caller;
    this.accounts = accounts;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response signIn(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    accounts.require();
    JsonRequest json = JsonRequest.read(body);
    EmailAddress email = json.parsed("email", EmailAddress::parse, "invalid.email");
    Password password = Password.of(json.text("password"));
    StoreId store = stores.of(json);
    DeviceToken device = json.optional("deviceToken", DeviceToken::parse, "invalid.token");
    json.throwIfInvalid();
    SignIn.Outcome outcome =
        signIn.signIn(
            store, Objects.requireNonNull(email), password, device, caller.visitor(request));
    return switch (outcome) {
      case SignIn.Outcome.SignedIn signedIn ->
          Response.ok(
                  new Token(
                      signedIn.token().secret().reveal(),
                      "Bearer",
                      signedIn.lifetime().toSeconds(),
                      signedIn.device().secret().reveal()))
              .build();
      case SignIn.Outcome.Limited limited -> problemResponses.tooMany(headers, limited.decision());
      case SignIn.Outcome.Refused _ -> problemResponses.invalidCredentials(headers);
    };
  }

  @DELETE
  @Path("/current")
  public Response signOut(@Context HttpHeaders headers, @Context HttpServerRequest request) {
    OAuthTokens.Valid valid = caller.require(headers, request);
    return switch (signOut.signOut(valid.token(), caller.holder(valid, request))) {
      case SignOut.Outcome.SignedOut _ -> Response.noContent().build();
      case SignOut.Outcome.NotASignIn _ -> problemResponses.forbidden(headers, Roles.SIGN_IN);
    };
  }

  private record Token(String accessToken, String tokenType, long expiresIn, String deviceToken) {}
}
