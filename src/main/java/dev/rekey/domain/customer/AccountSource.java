package dev.rekey.domain.customer;

/// Who keeps the accounts: who knows which there are, and whose passwords sign in.
public enum AccountSource {
  /// This service.
  BUILT_IN,
  /// An identity provider. Its customers are looked up there, sign in there and are created and
  /// deleted there.
  IDENTITY_PROVIDER
}
