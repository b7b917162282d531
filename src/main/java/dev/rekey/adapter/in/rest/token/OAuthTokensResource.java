package dev.rekey.adapter.in.rest.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.CustomerIdParameter;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.adapter.in.rest.request.PageResponse;
import dev.rekey.adapter.in.rest.request.UuidParameter;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.revocation.IssueOAuthToken;
import dev.rekey.application.revocation.ListOAuthTokens;
import dev.rekey.application.revocation.RevokeOAuthToken;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tokens of a customer: issued to integrations, listed without secrets, revoked one by one.
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.OAUTH_TOKENS_WRITE)
public class OAuthTokensResource {
  private static final int YEAR = 31_536_000;
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

  /// Syntax of a scope (RFC 6749, section 3.3).
  private static final Pattern SCOPE =
      Pattern.compile("(?=.{1,1000}$)[!#-\\[\\]-~]+(?: [!#-\\[\\]-~]+)*");

  private final IssueOAuthToken issueOAuthToken;
  private final ListOAuthTokens listOAuthTokens;
  private final RevokeOAuthToken revokeOAuthToken;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SecurityIdentity identity;

  OAuthTokensResource(
      IssueOAuthToken issueOAuthToken,
      ListOAuthTokens listOAuthTokens,
      RevokeOAuthToken revokeOAuthToken,
      ProblemResponses problemResponses,
      Caller caller,
      SecurityIdentity identity) {
    this.issueOAuthToken = issueOAuthToken;
    this.listOAuthTokens = listOAuthTokens;
    this.revokeOAuthToken = revokeOAuthToken;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.identity = identity;
  }

  @POST
  @Path("/{id}/oauth-tokens")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OAUTH_TOKENS_WRITE)
  public Response issue(
      @PathParam("id") String id,
      byte @Nullable [] body,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    CustomerId customer = CustomerIdParameter.of(id);
    JsonRequest json = JsonRequest.read(body);
    String client = json.parsed("client", OAuthTokensResource::client, "invalid.client");
    @Nullable String scope = json.optional("scope", OAuthTokensResource::scope, "invalid.scope");
    int seconds = json.optionalInteger("expiresIn", YEAR, 1, YEAR);
    json.throwIfInvalid();
    IssueOAuthToken.Outcome outcome =
        issueOAuthToken.issue(
            customer,
            Objects.requireNonNull(client),
            scope,
            Duration.ofSeconds(seconds),
            caller.administrator(identity, request));
    return switch (outcome) {
      case IssueOAuthToken.Outcome.Issued issued ->
          Response.created(
                  URI.create("/customers/" + customer + "/oauth-tokens/" + issued.token().id()))
              .entity(
                  new Shown(
                      issued.token().id(), issued.secret().secret().reveal(), "Bearer", seconds))
              .build();
      case IssueOAuthToken.Outcome.UnknownCustomer _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  @GET
  @Path("/{id}/oauth-tokens")
  @RolesAllowed(Roles.OAUTH_TOKENS_WRITE)
  public Response list(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context HttpHeaders headers) {
    int most = PageResponse.limit(limit);
    OAuthTokens.@Nullable Position after =
        PageResponse.cursor(cursor, OAuthTokens.Position::parse).orElse(null);
    return listOAuthTokens
        .list(CustomerIdParameter.of(id), after, most + 1)
        .map(found ->
            Response.ok(
                    PageResponse.of(
                        found, most, Listed::of, token -> OAuthTokens.Position.of(token).text()))
                .build())
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND));
  }

  @DELETE
  @Path("/{id}/oauth-tokens/{tokenId}")
  @RolesAllowed(Roles.OAUTH_TOKENS_WRITE)
  public Response revoke(
      @PathParam("id") String id,
      @PathParam("tokenId") String tokenId,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    CustomerId customer = CustomerIdParameter.of(id);
    Optional<UUID> token = UuidParameter.uuid(tokenId);
    if (token.isEmpty()) {
      return problemResponses.answer(headers, ProblemType.OAUTH_TOKEN_NOT_FOUND);
    }
    RevokeOAuthToken.Outcome outcome =
        revokeOAuthToken.revoke(
            new RevokeOAuthToken.Selection.Listed(customer, token.get()),
            caller.administrator(identity, request));
    return switch (outcome) {
      case RevokeOAuthToken.Outcome.Revoked _ -> Response.noContent().build();
      case RevokeOAuthToken.Outcome.UnknownToken _ ->
          problemResponses.answer(headers, ProblemType.OAUTH_TOKEN_NOT_FOUND);
      case RevokeOAuthToken.Outcome.UnknownCustomer _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
    };
  }

  // an integration with the storefront's client id would have tokens that pass for sign-ins
  private static Optional<String> client(String text) {
    return CLIENT.matcher(text).matches() && !text.equals(OAuthToken.STOREFRONT)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<String> scope(String text) {
    return SCOPE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private record Shown(UUID id, String accessToken, String tokenType, int expiresIn) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Listed(
      UUID id,
      String client,
      @Nullable String scope,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable String issuedFrom,
      @Nullable Instant lastUsedAt,
      @Nullable String lastUsedFrom) {
    static Listed of(OAuthToken token) {
      return new Listed(
          token.id(),
          token.client(),
          token.scope(),
          token.issuedAt(),
          token.expiresAt(),
          token.revokedAt(),
          text(token.usage().issuedFrom()),
          token.usage().lastUsedAt(),
          text(token.usage().lastUsedFrom()));
    }

    private static @Nullable String text(@Nullable ClientAddress address) {
      return address == null ? null : address.toString();
    }
  }
}
