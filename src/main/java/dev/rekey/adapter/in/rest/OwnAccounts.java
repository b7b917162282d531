package dev.rekey.adapter.in.rest;

import dev.rekey.domain.customer.AccountSource;
import jakarta.inject.Singleton;

/// Lets by what is for accounts that this service keeps itself: to sign in, to change a password
/// with the current one, to create, to change and to erase an account.
@Singleton
class OwnAccounts {
  private final AccountSource source;

  OwnAccounts(AccountSource source) {
    this.source = source;
  }

  /// Throws where an identity provider keeps the accounts.
  void require() {
    switch (source) {
      case BUILT_IN -> {}
      case IDENTITY_PROVIDER -> throw new KeptElsewhere();
    }
  }

  /// An identity provider keeps the accounts, and this is to be done there.
  static final class KeptElsewhere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private KeptElsewhere() {
      super("The accounts are kept by an identity provider", null, false, false);
    }
  }
}
