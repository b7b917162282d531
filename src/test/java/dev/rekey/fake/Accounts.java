package dev.rekey.fake;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.fake.InMemoryStore.Account;
import dev.rekey.fake.InMemoryStore.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The changes that statements make to single columns of a customer's row.
final class Accounts {
  private Accounts() {}

  static void setPassword(State state, CustomerId id, @Nullable PasswordHash hash, Instant now) {
    Account account = state.accounts.get(id);
    if (account == null) {
      throw new IllegalStateException("No customer to give a password to");
    }
    Customer one = account.customer();
    state.accounts.put(
        id,
        new Account(
            changed(
                one,
                one.linkVersion() + 1,
                one.signInVersion(),
                one.hasOAuthTokens(),
                one.tokensValidFrom(),
                now),
            hash));
  }

  static void markTokenHolder(State state, Account account) {
    Customer one = account.customer();
    state.accounts.put(
        one.id(),
        new Account(
            changed(
                one,
                one.linkVersion(),
                one.signInVersion(),
                true,
                one.tokensValidFrom(),
                one.updatedAt()),
            account.hash()));
  }

  static void moveHorizon(State state, Account account, Instant horizon) {
    Customer one = account.customer();
    state.accounts.put(
        one.id(),
        new Account(
            changed(
                one,
                one.linkVersion(),
                one.signInVersion() + 1,
                one.hasOAuthTokens(),
                horizon,
                one.updatedAt()),
            account.hash()));
  }

  private static Customer changed(
      Customer one,
      long linkVersion,
      long signInVersion,
      boolean hasOAuthTokens,
      @Nullable Instant horizon,
      Instant updatedAt) {
    return new Customer(
        one.id(),
        one.store(),
        one.email(),
        one.name(),
        one.locale(),
        one.status(),
        one.hasPassword(),
        linkVersion,
        signInVersion,
        hasOAuthTokens,
        horizon,
        null,
        one.createdAt(),
        updatedAt);
  }
}
