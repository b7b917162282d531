package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.AccountsKeptElsewhereException;
import dev.rekey.domain.customer.IdentityBackend;
import jakarta.inject.Singleton;

/// Rejects calls that need built-in accounts: sign in, change a password with the current one, and
/// create, change or erase an account.
@Singleton
public class BuiltInAccountsOnly {
  private final IdentityBackend source;

  BuiltInAccountsOnly(IdentityBackend source) {
    this.source = source;
  }

  /// Throws if an identity provider manages the accounts.
  public void require() {
    switch (source) {
      case BUILT_IN -> {}
      case KEYCLOAK -> throw new AccountsKeptElsewhereException();
    }
  }
}
