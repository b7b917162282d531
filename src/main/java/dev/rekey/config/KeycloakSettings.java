package dev.rekey.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The Keycloak realm of `rekey.identity=keycloak`.
public interface KeycloakSettings {
  /// The server (`https://sso.example`): the part of its URLs before `/realms/`.
  @WithConverter(WebUrls.Endpoint.class)
  Optional<URI> url();

  /// The name of the customers' realm.
  Optional<String> realm();

  /// A confidential client of the realm with a service account, which needs few rights.
  Optional<String> clientId();

  /// The secret of that client.
  Optional<String> clientSecret();

  /// The id of the store to which all customers of the realm belong.
  @WithDefault("default")
  String store();

  /// The timeout of one call as a whole.
  @WithDefault("PT5S")
  @Range(min = "PT0.1S", max = "PT15S")
  Duration deadline();

  /// The delay before sessions at Keycloak are ended a second time. The repetition ends sign-ins
  /// that were in progress at the first time.
  @WithDefault("PT10S")
  @Range(min = "PT0.1S")
  Duration repeatLogoutAfter();
}
