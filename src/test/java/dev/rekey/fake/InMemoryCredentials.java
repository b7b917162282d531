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
import dev.rekey.fake.InMemoryStore.Device;
import dev.rekey.fake.InMemoryStore.Failures;
import dev.rekey.fake.InMemoryStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
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
  public Attempt attempt(
      StoreId ofStore, Digest email, ServiceSettings.Lockout lockout, @Nullable Digest device) {
    return store.with(state -> {
      Optional<Customer> customer = customers.findByEmail(ofStore, email);
      boolean known =
          device != null
              && lockout.inForce()
              && customer.filter(one -> counts(state, device, one.id(), lockout)).isPresent();
      int failures =
          lockout.inForce() && !known ? count(state, new Address(ofStore, email), lockout) : 0;
      return new Attempt(
          customer.map(one -> new Account(one.id(), one.active(), one.signInVersion())),
          customer.map(one -> hash(state, one.id())).orElse(null),
          known,
          lockout.inForce() && failures > lockout.failures(),
          lockout.inForce() && failures == lockout.failures());
    });
  }

  private static boolean counts(
      State state, Digest digest, CustomerId customer, ServiceSettings.Lockout lockout) {
    Device device = state.devices.get(digest);
    if (device == null
        || !device.customer().equals(customer)
        || device.failures() >= lockout.failures()) {
      return false;
    }
    state.devices.put(digest, new Device(customer, device.failures() + 1, device.usedAt()));
    return true;
  }

  @Override
  public void remember(CustomerId customer, Digest digest) {
    store.with(state -> {
      Device before = state.devices.get(digest);
      if (before == null || before.customer().equals(customer)) {
        state.devices.put(digest, new Device(customer, 0, store.now()));
      }
      state.devices.entrySet().stream()
          .filter(one -> one.getValue().customer().equals(customer))
          .sorted(Map.Entry.comparingByValue(Comparator.comparing(Device::usedAt).reversed()))
          .skip(MAX_DEVICES)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(state.devices::remove);
      return true;
    });
  }

  @Override
  public void clearFailures(StoreId ofStore, Digest email) {
    store.with(state -> Optional.ofNullable(state.failures.remove(new Address(ofStore, email))));
  }

  @Override
  public PreparedPassword prepare(CustomerId id, Password password) {
    return new PreparedPassword.Hashed(hashing.hash(id, password));
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
    int pauses = before == null || pausesForgotten(before, lockout, now) ? 0 : before.pauses();
    if (!locked) {
      boolean begins = count >= lockout.failures();
      until = begins ? now.plus(lockout.pause(pauses)) : null;
      pauses += begins ? 1 : 0;
    }
    state.failures.put(address, new Failures(count, pauses, until, now));
    return count;
  }

  private static boolean pausesForgotten(
      Failures before, ServiceSettings.Lockout lockout, Instant now) {
    Duration quiet =
        lockout.time().compareTo(ServiceSettings.Lockout.MAX_PAUSE) > 0
            ? lockout.time()
            : ServiceSettings.Lockout.MAX_PAUSE;
    Instant until = before.lockedUntil();
    Instant last = until != null && until.isAfter(before.updatedAt()) ? until : before.updatedAt();
    return !last.plus(quiet).isAfter(now);
  }

  private static @Nullable PasswordHash hash(State state, CustomerId id) {
    InMemoryStore.Account account = state.accounts.get(id);
    return account == null ? null : account.hash();
  }
}
