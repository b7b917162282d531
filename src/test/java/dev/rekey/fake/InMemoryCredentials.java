package dev.rekey.fake;

import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import dev.rekey.fake.InMemoryStore.Address;
import dev.rekey.fake.InMemoryStore.Failures;
import dev.rekey.fake.InMemoryStore.State;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passwords and failures in memory.
public final class InMemoryCredentials implements Credentials, SignInAttempts {
  private final InMemoryStore store;
  private final InMemoryCustomers customers;
  private final PasswordHashing hashing;

  public InMemoryCredentials(InMemoryStore store, PasswordHashing hashing) {
    this.store = store;
    this.hashing = hashing;
    this.customers = new InMemoryCustomers(store);
  }

  @Override
  public Attempt attempt(StoreId ofStore, Digest email, ServiceSettings.Lockout lockout) {
    return store.with(state -> {
      int failures = lockout.inForce() ? count(state, new Address(ofStore, email), lockout) : 0;
      Optional<Customer> customer = customers.findByEmail(ofStore, email);
      return new Attempt(
          customer.map(one -> new Account(one.id(), one.active(), one.signInVersion())),
          customer.map(one -> hash(state, one.id())).orElse(null),
          lockout.inForce() && failures > lockout.failures(),
          lockout.inForce() && failures == lockout.failures());
    });
  }

  @Override
  public void clearFailures(StoreId ofStore, Digest email) {
    store.with(state -> Optional.ofNullable(state.failures.remove(new Address(ofStore, email))));
  }

  @Override
  public PreparedPassword prepare(CustomerId id, Password password) {
    return new PreparedPassword.Hashed(hashing.hash(password));
  }

  @Override
  public void replace(CustomerId id, PreparedPassword password) {
    PasswordHash hash =
        switch (password) {
          case PreparedPassword.Hashed(PasswordHash made) -> made;
          case PreparedPassword.Held _ -> null;
        };
    store.withinUnit(state -> {
      Accounts.setPassword(state, id, hash, store.now());
      return true;
    });
  }

  @Override
  public void remove(CustomerId id) {
    store.withinUnit(state -> {
      Accounts.setPassword(state, id, null, store.now());
      return true;
    });
  }

  private int count(State state, Address address, ServiceSettings.Lockout lockout) {
    Instant now = store.now();
    Failures before = state.failures.get(address);
    Instant until = before == null ? null : before.lockedUntil();
    boolean locked = until != null && until.isAfter(now);
    boolean forgotten =
        before == null
            || (until != null && !locked)
            || !before.updatedAt().plus(lockout.time()).isAfter(now);
    int count = before == null || (forgotten && !locked) ? 1 : before.count() + 1;
    if (!locked) {
      until = count >= lockout.failures() ? now.plus(lockout.time()) : null;
    }
    state.failures.put(address, new Failures(count, until, now));
    return count;
  }

  private static @Nullable PasswordHash hash(State state, CustomerId id) {
    InMemoryStore.Account account = state.accounts.get(id);
    return account == null ? null : account.hash();
  }
}
