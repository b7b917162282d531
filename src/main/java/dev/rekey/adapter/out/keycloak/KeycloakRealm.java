package dev.rekey.adapter.out.keycloak;

import java.net.URI;
import java.time.Duration;

/// The connection settings of a Keycloak realm.
///
/// @param url the URL of the server, with its base path
/// @param realm the name of the realm
/// @param clientId a confidential client with a service account
/// @param clientSecret the secret of that client
/// @param deadline the overall deadline of one call
public record KeycloakRealm(
    URI url, String realm, String clientId, String clientSecret, Duration deadline) {
  @Override
  public String toString() {
    return clientId + " at " + url + ", realm " + realm;
  }
}
