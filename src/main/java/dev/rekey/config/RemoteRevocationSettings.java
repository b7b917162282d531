package dev.rekey.config;

import dev.rekey.domain.customer.SubjectFormat;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A remote authorization server. It is notified of every force sign-in and password change by
/// Global Token Revocation.
public interface RemoteRevocationSettings {
  /// The endpoint: `https`, or `http` on this machine.
  @WithConverter(WebUrls.Endpoint.class)
  URI url();

  /// The token that authenticates this service, sent as `Authorization: Bearer …`.
  String bearerToken();

  /// The format in which a notification identifies the customer.
  @WithDefault("EMAIL")
  SubjectFormat subject();

  /// The issuer of which a customer's id is the subject. Required for `ISS_SUB`.
  Optional<String> issuer();

  /// The timeout of one call.
  @WithDefault("PT2S")
  @Range(min = "PT0.1S", max = "PT30S")
  Duration deadline();
}
