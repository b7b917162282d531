package dev.rekey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The realm that `rekey.identity=keycloak` and `rekey.token-store=keycloak` are about. None of it
/// is looked at without one of the two.
@ConfigMapping(prefix = "rekey.keycloak")
public interface KeycloakSettings {
  /// The server (`https://sso.example`), with the path that it is served below, if any.
  Optional<URI> url();

  /// The realm that has the customers.
  Optional<String> realm();

  /// A confidential client of the realm with a service account, which needs few rights.
  Optional<String> clientId();

  /// Its secret.
  Optional<String> clientSecret();

  /// The store that the realm's customers belong to.
  @WithDefault("default")
  String store();

  /// How long one call may take as a whole.
  @WithDefault("PT5S")
  Duration deadline();

  /// How long after the first time what a customer is signed in with is ended once more: sign-ins
  /// that were under way then are there by now.
  @WithDefault("PT10S")
  Duration secondPass();
}
