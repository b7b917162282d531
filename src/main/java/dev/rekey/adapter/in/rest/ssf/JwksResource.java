package dev.rekey.adapter.in.rest.ssf;

import dev.rekey.application.port.securityevent.SecurityEventTokens;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// The public keys that verify security events (JWKS).
@Path("/ssf/jwks")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@NonBlocking
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
public class JwksResource {
  private final SecurityEventTokens tokens;

  JwksResource(SecurityEventTokens tokens) {
    this.tokens = tokens;
  }

  @GET
  public Response keys() {
    return Response.ok(tokens.keys())
        // long enough to avoid load, short enough to publish a new key before it signs
        .header(HttpHeaders.CACHE_CONTROL, "max-age=300")
        .build();
  }
}
