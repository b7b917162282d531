package dev.rekey.domain.customer;

/// The identity backend: the system that holds accounts and passwords.
public enum AccountSource {
  /// This service.
  BUILT_IN,
  /// An identity provider. Customers are looked up, sign in, are created and are deleted there.
  IDENTITY_PROVIDER
}
