package dev.rekey.adapter.out.keycloak;

import java.net.URI;
import java.time.Duration;

/// Which realm, and as whom the service comes to it.
///
/// @param url the server, with the path that it is served below
/// @param realm its name
/// @param clientId a confidential client with a service account
/// @param clientSecret its secret
/// @param deadline how long one call may take as a whole
public record KeycloakRealm(
    URI url, String realm, String clientId, String clientSecret, Duration deadline) {
  @Override
  public String toString() {
    return clientId + " at " + url + ", realm " + realm;
  }
}
