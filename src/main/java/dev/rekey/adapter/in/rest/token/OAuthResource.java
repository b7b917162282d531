package dev.rekey.adapter.in.rest.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.adapter.in.rest.problem.AccessDeniedException;
import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.revocation.RevokeOAuthToken;
import dev.rekey.application.signin.AuthenticateToken;
import dev.rekey.domain.Actor;
import dev.rekey.domain.revocation.AccessToken;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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

/// Introspection and revocation for resource servers and integrations.
@Path("/oauth")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OAuthResource {
  private final OAuthTokens oauthTokens;
  private final AuthenticateToken authenticateToken;
  private final RevokeOAuthToken revokeOAuthToken;
  private final Caller caller;
  private final CurrentIdentityAssociation identities;

  OAuthResource(
      OAuthTokens oauthTokens,
      AuthenticateToken authenticateToken,
      RevokeOAuthToken revokeOAuthToken,
      Caller caller,
      CurrentIdentityAssociation identities) {
    this.oauthTokens = oauthTokens;
    this.authenticateToken = authenticateToken;
    this.revokeOAuthToken = revokeOAuthToken;
    this.caller = caller;
    this.identities = identities;
  }

  /// Introspects a token (RFC 7662). Every invalid token is `{"active":false}`, for any reason
  /// (section 2.2).
  @POST
  @Path("/introspect")
  @RolesAllowed(Roles.OAUTH_TOKENS_INTROSPECT)
  public Introspection introspect(byte @Nullable [] body) {
    return AccessToken.parse(token(body))
        // where the caller of the resource server is, that one knows
        .flatMap(token -> authenticateToken.use(token, null))
        .map(Introspection::of)
        .orElse(Introspection.INACTIVE);
  }

  /// Revokes a token (RFC 7009). The bearer of a token may revoke that token; an administrator may
  /// revoke any token.
  @POST
  @Path("/revoke")
  @PermitAll
  public Response revoke(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    String bearer = caller.bearer(headers).orElseThrow(AccessDeniedException::unauthenticated);
    Optional<AccessToken> own = AccessToken.parse(bearer);
    if (own.isEmpty()) {
      // not an access token of this service, so it must be an administrator's token
      SecurityIdentity identity = identities.getDeferredIdentity().await().indefinitely();
      if (identity.isAnonymous()) {
        throw AccessDeniedException.unauthenticated();
      }
      String token = token(body);
      if (!identity.hasRole(Roles.OAUTH_TOKENS_WRITE)) {
        return leaveAlone(token);
      }
      AccessToken.parse(token)
          .ifPresent(held -> end(held, caller.administrator(identity, request)));
      return Response.ok().build();
    }
    String token = token(body);
    if (token.equals(bearer)) {
      return endOwn(own.get(), request);
    }
    caller.require(headers, request);
    return leaveAlone(token);
  }

  /// The parameter `token`, which is required.
  private static String token(byte @Nullable [] body) {
    return UrlEncodedForm.read(body)
        .orElseThrow(() -> new InvalidRequestException("#", "invalid.form-parameter", "%"))
        .value("token")
        .orElseThrow(
            () -> new InvalidRequestException("#/token", "invalid.form-parameter", "token"));
  }

  /// Another's token is never ended; one that does not count is nothing to end (section 2.2).
  private Response leaveAlone(String token) {
    if (AccessToken.parse(token)
        .flatMap(held -> oauthTokens.findValid(held.digest()))
        .isPresent()) {
      throw AccessDeniedException.without(Roles.OAUTH_TOKENS_WRITE);
    }
    return Response.ok().build();
  }

  private Response endOwn(AccessToken own, HttpServerRequest request) {
    Actor actor =
        oauthTokens
            .findValid(own.digest())
            .map(valid -> caller.holder(valid, request))
            .orElseGet(() -> caller.visitor(request));
    end(own, actor);
    // also if the token was already invalid: the goal of the call is met (section 2.2)
    return Response.ok().build();
  }

  private void end(AccessToken token, Actor actor) {
    RevokeOAuthToken.Outcome outcome =
        revokeOAuthToken.revoke(new RevokeOAuthToken.Selection.Held(token.digest()), actor);
    switch (outcome) {
      case RevokeOAuthToken.Outcome.Revoked _ -> {}
      // an unknown token is already invalid
      case RevokeOAuthToken.Outcome.UnknownToken _ -> {}
      case RevokeOAuthToken.Outcome.UnknownCustomer _ -> {}
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Introspection(
      boolean active,
      @Nullable String sub,
      @JsonProperty("client_id") @Nullable String clientId,
      @Nullable String scope,
      @Nullable Long iat,
      @Nullable Long exp,
      @JsonProperty("token_type") @Nullable String tokenType) {
    static final Introspection INACTIVE =
        new Introspection(false, null, null, null, null, null, null);

    static Introspection of(OAuthTokens.Valid valid) {
      return new Introspection(
          true,
          valid.customer().id().value(),
          valid.token().client(),
          valid.token().scope(),
          valid.token().issuedAt().getEpochSecond(),
          valid.token().expiresAt().getEpochSecond(),
          "Bearer");
    }
  }
}
