package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.AccountsKeptElsewhereException;
import dev.rekey.domain.customer.IdentityBackend;
import jakarta.inject.Singleton;

/// Lets by what is for accounts that this service keeps itself: to sign in, to change a password
/// with the current one, to create, to change and to erase an account.
@Singleton
public class BuiltInAccountsOnly {
  private final IdentityBackend source;

  BuiltInAccountsOnly(IdentityBackend source) {
    this.source = source;
  }

  /// Throws where an identity provider keeps the accounts.
  public void require() {
    switch (source) {
      case BUILT_IN -> {}
      case KEYCLOAK -> throw new AccountsKeptElsewhereException();
    }
  }
}
