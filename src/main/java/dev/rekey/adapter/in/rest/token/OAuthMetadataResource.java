package dev.rekey.adapter.in.rest.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.config.Settings;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Metadata by which clients discover the standard endpoints. Every URL in it is configured.
/// Without a public URL there is no metadata.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@NonBlocking
public class OAuthMetadataResource {
  private final Optional<URI> here;
  private final String identityProvider;
  private final ProblemResponses problemResponses;

  OAuthMetadataResource(
      Settings settings,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") String authServer,
      @ConfigProperty(name = "quarkus.oidc.token.issuer") Optional<String> issuer,
      ProblemResponses problemResponses) {
    this.here = settings.publicUrl();
    // the value "any" disables the issuer check
    this.identityProvider = issuer.filter(one -> !one.equals("any")).orElse(authServer);
    this.problemResponses = problemResponses;
  }

  @GET
  @Path(".well-known/oauth-protected-resource")
  public Response protectedResource(@Context HttpHeaders headers) {
    return answer(
        headers,
        url -> new ProtectedResource(url, List.of(identityProvider, url), List.of("header")));
  }

  @GET
  @Path(".well-known/oauth-authorization-server")
  public Response authorizationServer(@Context HttpHeaders headers) {
    return answer(headers, AuthorizationServer::of);
  }

  private Response answer(HttpHeaders headers, Function<String, Object> metadata) {
    return here.map(url ->
            Response.ok(metadata.apply(url.toString()))
                .header(HttpHeaders.CACHE_CONTROL, "max-age=3600")
                .build())
        .orElseGet(() -> problemResponses.answer(headers, ProblemType.NOT_FOUND));
  }

  /// Metadata of a protected resource (RFC 9728, section 2).
  private record ProtectedResource(
      String resource,
      @JsonProperty("authorization_servers") List<String> authorizationServers,
      @JsonProperty("bearer_methods_supported") List<String> bearerMethods) {}

  /// Metadata of an authorization server (RFC 8414, section 2). The service issues tokens by its
  /// own API, so there is no token endpoint, and the only response type is `none`.
  private record AuthorizationServer(
      String issuer,
      @JsonProperty("response_types_supported") List<String> responseTypes,
      @JsonProperty("introspection_endpoint") String introspection,
      @JsonProperty("introspection_endpoint_auth_methods_supported") List<String> introspectionBy,
      @JsonProperty("revocation_endpoint") String revocation,
      @JsonProperty("revocation_endpoint_auth_methods_supported") List<String> revocationBy,
      @JsonProperty("global_token_revocation_endpoint") String globalRevocation,
      @JsonProperty("global_token_revocation_endpoint_auth_methods_supported")
          List<String> globalRevocationBy) {

    static AuthorizationServer of(String url) {
      List<String> bearer = List.of("Bearer");
      return new AuthorizationServer(
          url,
          List.of("none"),
          url + "/oauth/introspect",
          bearer,
          url + "/oauth/revoke",
          bearer,
          url + "/global-token-revocation",
          List.of("Bearer", "global-token-revocation+jwt"));
    }
  }
}
