package dev.rekey.adapter.in.rest.ssf;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The transmitter configuration that a receiver reads before it creates a stream.
@Path("/.well-known/ssf-configuration")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@NonBlocking
@EndpointDisabled(
    name = "rekey.security-events.signing-keys",
    stringValue = "",
    disableIfMissing = true)
public class SsfConfigurationResource {
  private final SsfTransmitter ssfTransmitter;

  SsfConfigurationResource(SsfTransmitter ssfTransmitter) {
    this.ssfTransmitter = ssfTransmitter;
  }

  /// The transmitter configuration (SSF 1.0, section 7).
  @GET
  public Map<String, Object> configuration() {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("spec_version", "1_0");
    configuration.put("issuer", ssfTransmitter.issuer().toString());
    configuration.put("jwks_uri", ssfTransmitter.address(SsfTransmitter.KEYS));
    configuration.put(
        "delivery_methods_supported", List.of(EventStreamRequest.PUSH, EventStreamRequest.POLL));
    configuration.put("configuration_endpoint", ssfTransmitter.address(SsfTransmitter.STREAMS));
    configuration.put("status_endpoint", ssfTransmitter.address(SsfTransmitter.STATUS));
    configuration.put("verification_endpoint", ssfTransmitter.address(SsfTransmitter.VERIFICATION));
    configuration.put("authorization_schemes", List.of(Map.of("spec_urn", "urn:ietf:rfc:6749")));
    configuration.put("default_subjects", "ALL");
    return configuration;
  }
}
