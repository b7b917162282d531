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
  /// The endpoint for Global Token Revocation: `https`, or `http` on this machine.
  @WithConverter(WebUrls.Endpoint.class)
  URI url();

  /// Authenticates this service: sent as `Authorization: Bearer …` without a change. A new one
  /// requires a restart.
  String bearerToken();

  /// How a notification identifies the customer: by email, by id alone (`OPAQUE`), or by issuer and
  /// id (`ISS_SUB`).
  @WithDefault("EMAIL")
  SubjectFormat subject();

  /// The issuer of which a customer's id is the subject. Required for `ISS_SUB`.
  Optional<String> issuer();

  /// The timeout of one call.
  @WithDefault("PT2S")
  @Range(min = "PT0.1S", max = "PT30S")
  Duration deadline();
}
