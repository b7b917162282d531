package dev.rekey.domain.customer;

/// Where accounts and passwords live.
public enum IdentityBackend {
  /// In this service.
  BUILT_IN,
  /// In a Keycloak realm: it stores the accounts, and customers sign in there. A revocation ends
  /// sessions and tokens in both places.
  KEYCLOAK
}
